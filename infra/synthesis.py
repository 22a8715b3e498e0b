"""A stage's templates, synthesized in this process and without the validators that `make synth` runs."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, Final

from infra.local.function import ROOT
from infra.stages import stage_named

Template = dict[str, Any]
NODE: Final = ROOT / "infra/node_modules/.bin"


def templates(
    stage_name: str, folder: Path, settings: dict[str, str | None] | None = None
) -> dict[str, Template]:
    """By stack name without its prefix: `storage`, `api`, `auth`, ... The assembly is left in `folder`."""
    os.environ["PATH"] = f"{NODE}{os.pathsep}{os.environ['PATH']}"  # jsii starts the `node` it finds first
    os.environ["CDK_VALIDATION"] = "false"
    from aws_cdk import App  # noqa: PLC0415 (starts Node: after PATH is set)

    from infra.app import build  # noqa: PLC0415

    context = json.loads((ROOT / "cdk.json").read_text())["context"]
    assembly = build(App(context=context, outdir=str(folder)), stage_named(stage_name, settings)).synth()
    prefix = f"recoloca-{stage_name}-"
    return {stack.stack_name.removeprefix(prefix): stack.template for stack in assembly.stacks}


def fresh(stage_name: str) -> dict[str, Template]:
    """Nothing is left behind."""
    with tempfile.TemporaryDirectory() as folder:
        return templates(stage_name, Path(folder))
