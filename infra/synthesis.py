"""A stage's templates, synthesized in this process and without the validators that `make synth` runs."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from infra.paths import NODE, ROOT
from infra.stages import stage_named

Template = dict[str, Any]
COMPLETE: Final = {
    "domain": "recoloca.ai",
    "hosted_zone_id": "Z0123456789EXAMPLE",
    "alarm_email": "ops@recoloca.ai",
    "runbooks_url": "https://example.org/recoloca/runbooks/",
    "token_keys_version": "7",
    "origin_versions": "new old",
    "origin_send": "previous",
    "bedrock_model": "global.amazon.nova-2-lite-v1:0",
    "bedrock_model_prices": "0.30 2.50",
    "database_protection": "off",
}
"""Every setting of the prod stage, as during a rotation and as before the database was created."""


def templates(
    stage_name: str, folder: Path, settings: Mapping[str, str | None] | None = None
) -> dict[str, Template]:
    """Templates by stack name without its prefix: `storage`, `api`, `auth`, ... The assembly stays in `folder`."""
    os.environ["PATH"] = f"{NODE}{os.pathsep}{os.environ['PATH']}"  # jsii starts the `node` it finds first
    os.environ["CDK_VALIDATION"] = "false"
    from aws_cdk import App  # noqa: PLC0415 (starts Node: after PATH is set)

    from infra.app import build  # noqa: PLC0415

    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    assembly = build(
        App(context=context, outdir=str(folder)), stage_named(stage_name, dict(settings or {}))
    ).synth()
    prefix = f"recoloca-{stage_name}-"
    return {stack.stack_name.removeprefix(prefix): stack.template for stack in assembly.stacks}


def fresh(stage_name: str, settings: Mapping[str, str | None] | None = None) -> dict[str, Template]:
    """Templates of a stage. The folder of the assembly is deleted."""
    with tempfile.TemporaryDirectory() as folder:
        return templates(stage_name, Path(folder), settings)
