"""`recoloca results`: shows which version of the engine made the results, and reads old ones again now."""

from __future__ import annotations

from typing import Annotated

import typer

from recoloca.cli.console import err, out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

TASK = "cv_results_reread"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Show and read again the results of earlier versions of the engine.",
)


@app.command()
def show(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the engine's version and how many results it has made, will read again, and could not read."""
    found = target(stage).ask("cvs.versions")
    if as_json:
        show_json(found)
        return
    out.print(
        f"Version {found['version']}: {found['current']} results. {found['waiting']} wait to be read again. "
        f"{found['left']} could not be read and keep their earlier version."
    )


@app.command()
def reread(
    retry: Annotated[
        bool, typer.Option("--retry", help="Also try those again that could not be read.")
    ] = False,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Read old results again now, for at most five minutes. The schedule does the same every five minutes."""
    where = target(stage)
    if retry:
        again = where.ask("cvs.retry_results")["again"]
        err.print(f"{again} results will be tried again.")
    done = where.invoke(TASK, {})
    waiting = where.ask("cvs.versions")["waiting"]
    if as_json:
        show_json({**done, "waiting": waiting})
        return
    out.print(
        f"Read again: {done['reread']}. Already of this version: {done['adopted']}. Not readable: {done['left']}. "
        f"Still waiting: {waiting}."
    )
