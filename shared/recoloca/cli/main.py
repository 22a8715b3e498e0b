"""`recoloca`: the command line for operators and developers."""

from __future__ import annotations

import importlib
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recoloca.cli.console import fail

COMMANDS: Final = {
    "analyze": "recoloca.cli.analyze",
    "cache": "recoloca.cli.cache",
    "cv": "recoloca.cli.cv_import",
    "db": "recoloca.cli.db",
    "invoke": "recoloca.cli.invoke",
    "keys": "recoloca.cli.keys",
    "monitor": "recoloca.cli.monitor",
    "payments": "recoloca.cli.payments",
    "queue": "recoloca.cli.queue",
    "results": "recoloca.cli.results",
    "reviews": "recoloca.cli.reviews",
    "users": "recoloca.cli.users",
}
"""The module of each command. Its `app` is a `typer.Typer` with one command or a group of commands."""


class LazyGroup(TyperGroup):
    """Imports the module of a command when the command is called, so that the command line starts fast."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return super().get_command(ctx, cmd_name)
        command = get_command(importlib.import_module(module).app)
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run a command. An error of AWS ends it with an explanation instead of a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            found = aws_sentence(error)
            if found is None:
                raise
            fail(found)


def aws_sentence(error: Exception) -> str | None:
    if not type(error).__module__.startswith("botocore."):
        return None
    from recoloca.cli.aws_errors import sentence  # noqa: PLC0415 (botocore is heavy)

    return sentence(error)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def recoloca() -> None:
    """Recoloca.ai reads a CV, scores it with reasons, and shows line by line what to change.

    `analyze` uses only this machine. `invoke` uses the local platform (`make up`).

    All other commands use the local platform, or with `--stage prod` a stage in AWS and your AWS credentials.
    """


if __name__ == "__main__":
    app()
