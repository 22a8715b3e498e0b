"""`recoloca invoke`, and the commands that the README shows."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from infra.paths import ROOT
from recoloca.cli import demo
from tests.integration.cli.conftest import Recoloca
from tests.support.analysis.files import pdf

SHOWN = [
    line.split("#")[0].strip()
    for line in (ROOT / "README.md").read_text().splitlines()
    if line.startswith(".venv/bin/recoloca ")
]


@pytest.mark.parametrize("line", SHOWN)
def test_the_commands_of_the_readme_work(recoloca: Recoloca, line: str, tmp_path: Path) -> None:
    (tmp_path / "my-cv.pdf").write_bytes(pdf())
    program, *arguments = shlex.split(line)
    command = Path(sys.executable).with_name(Path(program).name)
    ran = subprocess.run([command, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, bool(ran.stdout)) == (0, True), ran.stderr


def test_the_readme_has_commands() -> None:
    assert {line.split()[1] for line in SHOWN} >= {"analyze", "invoke", "--help"}


def test_the_only_sample_runs_as_the_demo_account(recoloca: Recoloca) -> None:
    ran = recoloca("invoke", "users_profile", "get")
    assert ran.json["statusCode"] == 200
    assert json.loads(ran.json["body"])["email"] == demo.EMAIL
    assert recoloca("invoke", "dashboard", "--set", "access_token=none").json["statusCode"] == 401


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["users_profile"],
            "Say which sample: users_profile.delete, users_profile.get, users_profile.patch.",
        ),
        (["nothing"], "There is no function `nothing` with a sample"),
        (["nothing", "dashboard"], "There is no function `nothing`; infra/routes.py lists them."),
        (["dashboard", "other"], "no sample `other`; the samples of `dashboard` are dashboard."),
        (["cv_analysis", "get"], "The event needs --set analysis_id=…"),
        (["dashboard", "--set", "access_token"], "is not NAME=VALUE"),
    ],
)
def test_a_missing_value_is_reported(recoloca: Recoloca, arguments: list[str], sentence: str) -> None:
    ran = recoloca("invoke", *arguments)
    assert ran.code == 1
    assert sentence in ran.err


@pytest.mark.parametrize("text", ["{", '{"a": "$"}'])
def test_an_invalid_event_is_reported(recoloca: Recoloca, tmp_path: Path, text: str) -> None:
    file = tmp_path / "event.json"
    file.write_text(text)
    assert re.search("The event is not JSON", recoloca("invoke", "dashboard", file).err)
