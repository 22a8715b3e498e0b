"""The pipeline runs what developers run, with actions that nobody can change under us and no stored key."""

from __future__ import annotations

import re

from tests.infra.conftest import ROOT

WORKFLOW = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")


def test_every_action_is_pinned_by_the_hash_of_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert not [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)]


def test_it_runs_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"run: make ([a-z-]+)", WORKFLOW):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert "run: .ci/run" in WORKFLOW
    assert (ROOT / ".ci/run").is_file()


def test_roles_are_assumed_and_no_key_is_stored() -> None:
    assert "id-token: write" in WORKFLOW
    assert "aws-access-key-id" not in WORKFLOW
    assert "secrets." not in WORKFLOW
