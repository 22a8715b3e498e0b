"""The AWS Solutions rules hold for all stages. Every exception has a reason."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from infra.synthesis import COMPLETE
from tests.infra.conftest import NODE, ROOT


@pytest.mark.parametrize(
    ("stage", "settings"), [("local", {}), ("prod", {}), ("prod", COMPLETE)], ids=["local", "prod", "named"]
)
def test_the_rules_hold(stage: str, settings: dict[str, str], tmp_path: Path) -> None:
    context = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    environment = {name: value for name, value in os.environ.items() if name != "CDK_VALIDATION"}
    done = subprocess.run(
        [
            str(NODE / "cdk"),
            "--no-notices",
            "synth",
            "--quiet",
            "-c",
            f"stage={stage}",
            *context,
            "-o",
            str(tmp_path),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (report,) = json.loads((tmp_path / "validation-report.json").read_text())["pluginReports"]
    assert report["pluginName"] == "AwsSolutions"
    assert report["violations"] == []
    unexplained = [each["ruleName"] for each in report["suppressedViolations"] if len(each["reason"]) < 30]
    assert unexplained == []
