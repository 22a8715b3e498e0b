"""Every command has a help text, and an output for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from recoloca.cli.main import app

ASKED_FOR = {
    "monitor", "db slow-queries", "db explain", "db connections", "db migrate", "cv import", "queue status",
    "queue peek", "queue redrive", "cache stats", "users export", "users erase",
}  # fmt: skip
HERE = {"analyze", "invoke"}
"""Commands without a stage."""


def commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    context = group.make_context("recoloca", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


COMMANDS = dict(commands(get_command(app)))


def test_all_are_there() -> None:
    assert COMMANDS.keys() >= ASKED_FOR | HERE


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_all_its_options_are_explained(name: str) -> None:
    command = COMMANDS[name]
    assert len(command.help or "") > 20
    assert [each.name for each in command.params if not each.help] == []
    shown = CliRunner().invoke(app, [*name.split(), "--help"], terminal_width=120)
    assert shown.exit_code == 0
    assert "completion" not in shown.stdout


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - HERE))
def test_a_command_works_on_any_stage_and_for_scripts(name: str) -> None:
    assert {"stage", "as_json"} <= {each.name for each in COMMANDS[name].params}
