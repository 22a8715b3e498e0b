"""The pipeline runs the developers' commands, with pinned actions and without stored keys."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from infra.assets import target
from infra.deploy.__main__ import SETTINGS
from tests.infra.conftest import ROOT
from tests.support.infra import guide

WORKFLOWS = {
    file.stem: file.read_text(encoding="utf-8") for file in (ROOT / ".github/workflows").glob("*.yml")
}
WORKFLOW = WORKFLOWS["ci"]
SECURITY = WORKFLOWS["security"]
ALL = "".join(WORKFLOWS.values())
HEAD, JOBS = WORKFLOW.split("\njobs:\n")
JOB = dict(re.findall(r"^  ([a-z]+):\n((?:    .*\n|\n)+)", JOBS, re.MULTILINE))
"""The lines of each job."""

IN_AWS = ("diff", "deploy")


def block(text: str, name: str) -> dict[str, str]:
    """The names and values under `name:` in a job, or at the top of the file."""
    found = re.search(rf"^( *){name}:\n((?:\1  .*\n?)+)", text, re.MULTILINE)
    assert found, name
    return dict(re.findall(r"^ *([\w-]+): (.*)$", found[2], re.MULTILINE))


def test_every_action_is_pinned_by_the_hash_of_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", ALL)
    assert used
    assert not [action for action in used if not re.fullmatch(r"[\w-]+(?:/[\w-]+)+@[0-9a-f]{40}", action)]


def test_an_action_has_one_version_in_all_jobs_and_says_which() -> None:
    versions: dict[str, set[tuple[str, str]]] = {}
    for name, commit, version in re.findall(r"uses: (\S+)@(\S+) # (v[\d.]+)\n", ALL):
        versions.setdefault(name, set()).add((commit, version))
    assert set(versions) == {name.partition("@")[0] for name in re.findall(r"uses: (\S+)", ALL)}
    assert {len(each) for each in versions.values()} == {1}


def test_it_runs_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in re.findall(r"run: make ([a-z-]+)", ALL):
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
    assert (ROOT / ".ci/run").is_file()


def test_each_job_does_its_own_part_after_the_tests() -> None:
    commands = {name: re.findall(r"- run: (.+)", job) for name, job in JOB.items()}
    assert commands == {
        "test": [".ci/run", "make synth"],
        "diff": ["make diff STAGE=prod"],
        "deploy": ["make deploy STAGE=prod"],
    }
    assert "exec make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    for name in IN_AWS:
        assert "    needs: test\n" in JOB[name]
    assert "if: github.event_name == 'push' && github.ref == 'refs/heads/main'\n" in JOB["deploy"]
    assert "github.event.pull_request.head.repo.full_name == github.repository\n" in JOB["diff"]


def test_roles_are_assumed_and_no_key_is_stored() -> None:
    assert "aws-access-key-id" not in WORKFLOW
    assert "secrets." not in WORKFLOW
    for name in IN_AWS:
        assert re.search(r"role-to-assume: \$\{\{ vars\.\w+_ROLE_ARN \}\}\n", JOB[name])


@pytest.mark.parametrize("name", IN_AWS)
def test_a_role_serves_its_environment_only_for_the_time_of_the_job(name: str) -> None:
    (statement,) = guide.document(f"{name}-trust.json")["Statement"]
    (environment,) = re.findall(r"^    environment: (\S+)$", JOB[name], re.MULTILINE)
    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": f"repo:OWNER/NAME:environment:{environment}",
        }
    }
    (longest,) = re.findall(r"--max-session-duration (\d+)", guide.GUIDE)
    asked = re.findall(r"role-duration-seconds: (\d+)", JOB[name])
    assert [seconds for seconds in asked if int(seconds) > int(longest)] == []
    (minutes,) = re.findall(r"timeout-minutes: (\d+)", JOB[name])
    assert int(minutes) * 60 <= int(asked[0] if asked else 3600)


def test_only_jobs_that_use_aws_get_an_identity_token_and_none_may_write() -> None:
    assert block(HEAD, "permissions") == {"contents": "read"}
    assert "permissions:" not in JOB["test"]
    for name in IN_AWS:
        assert block(JOB[name], "permissions") == {"contents": "read", "id-token": "write"}
    environments = {name: re.findall(r"^    environment: (\S+)$", JOB[name], re.MULTILINE) for name in JOB}
    assert environments == {"test": [], "diff": ["production-read"], "deploy": ["production"]}
    assert ALL.count("actions/checkout@") == ALL.count("persist-credentials: false")


@pytest.mark.parametrize("name", IN_AWS)
def test_it_deploys_with_the_settings_that_a_deployment_by_hand_has(name: str) -> None:
    given = block(JOB[name], "env")
    assert given == {each.upper(): f"${{{{ vars.{each.upper()} }}}}" for each in SETTINGS}
    assert not [variable for variable in given if f"`{variable}`" not in guide.GUIDE]


@pytest.mark.parametrize("name", IN_AWS)
def test_layers_are_built_by_lambdas_own_python(name: str) -> None:
    assert f'python-version: "{target.PYTHON}"' in JOB[name]


def test_code_and_dependencies_are_checked_weekly_and_on_each_request() -> None:
    head, jobs = SECURITY.split("\njobs:\n")
    assert "  pull_request:\n" in head
    assert re.search(r'- cron: "\S+ \S+ \* \* [0-6]"', head)
    assert block(head, "permissions") == {"contents": "read"}
    assert "- run: make audit\n" in jobs
    assert "language: [python, javascript-typescript, actions]\n" in jobs
    assert "id-token" not in SECURITY
    assert "secrets." not in SECURITY


@pytest.mark.parametrize("ecosystem", ["pip", "npm"])
def test_dependabot_follows_every_lock_file(ecosystem: str) -> None:
    config = (ROOT / ".github/dependabot.yml").read_text(encoding="utf-8")
    entry = re.search(rf"package-ecosystem: {ecosystem}\n    directories: \[(.+)\]", config)
    assert entry is not None
    lock = {"pip": "requirements.txt", "npm": "package-lock.json"}[ecosystem]
    found = subprocess.run(
        ["git", "ls-files", f"*{lock}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    folders = [f"/{Path(file).parent}" for file in found.stdout.split()]
    assert folders
    assert not [folder for folder in folders if not any(fnmatch(folder, one) for one in entry[1].split(", "))]
