"""Every `recoloca …` in a document is an existing command with existing options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from infra.paths import ROOT
from recoloca.cli.main import app

SHOWN = re.compile(r"(?:^|[\s`])(?:\.venv/bin/)?recoloca ([^`#\n]+)")
RUNBOOKS = sorted(ROOT.glob("docs/runbooks/*.md"))
DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *RUNBOOKS]


def lines(document: Path) -> list[list[str]]:
    """The arguments of each command in the document, inline or in a code block."""
    text = document.read_text()
    code = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) + re.findall(r"`[^`\n]+`", text)
    return [shlex.split(found) for part in code for found in SHOWN.findall(part)]


def parsed(arguments: list[str]) -> tuple[Any, dict[str, Any]]:
    """The command and its parameters, as the real command line reads them."""
    command: Any = get_command(app)
    rest = arguments
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        name, *rest = rest
        command = command.get_command(command.make_context(name, [], resilient_parsing=True), name)
        assert command is not None, f"there is no command `{name}`"
    return command, command.make_context(command.name, rest).params


@pytest.fixture(autouse=True)
def a_machine_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No stage in the environment, and an API key, for which a command would otherwise ask."""
    monkeypatch.delenv("RECOLOCA_STAGE", raising=False)
    monkeypatch.setenv("STRIPE_API_KEY", "sk_test_x")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_command_in_a_document_is_valid(document: Path) -> None:
    for arguments in lines(document):
        if "--help" not in arguments:
            parsed(arguments)


@pytest.mark.parametrize("document", RUNBOOKS, ids=lambda path: path.name)
def test_a_runbook_is_about_the_stage_where_the_alarm_rang(document: Path) -> None:
    for arguments in lines(document):
        _, parameters = parsed(arguments)
        assert parameters.get("stage") == "prod", " ".join(arguments)


def test_the_runbooks_show_commands() -> None:
    shown = {" ".join(arguments[:2]) for document in RUNBOOKS for arguments in lines(document)}
    assert shown >= {"queue redrive", "db slow-queries", "cache stats", "keys rotate"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (["queue", "peak"], "no command `peak`"),
        (["queue", "peek"], "Missing parameter: name"),
        (["cache", "stats", "--stages", "prod"], "No such option"),
    ],
)
def test_a_wrong_command_is_found(wrong: list[str], why: str) -> None:
    with pytest.raises(Exception, match=why):
        parsed(wrong)
