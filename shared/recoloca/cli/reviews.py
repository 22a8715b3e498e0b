"""`recoloca reviews`: shows and answers review requests for analyses (LGPD art. 20)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Show and answer the requests for a human review of an analysis (LGPD art. 20).",
)


@app.command(name="list")
def list_(
    answered: Annotated[
        bool, typer.Option("--answered", help="Show the answered requests instead of the open ones.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="The largest number of requests to show.")] = 50,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """List the open requests, oldest first."""
    found = target(stage).ask("reviews.list", answered=answered, limit=limit)
    if as_json:
        show_json(found)
        return
    if not found:
        out.print("There are no answered requests." if answered else "There are no open requests.")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Request", "Since", "Score", "Reason", *(["Answer"] if answered else [])):
        table.add_column(heading, overflow="fold")
    for each in found:
        shown = [each["id"], each["created_at"][:16], str(each["score"]), each["reason"]]
        table.add_row(*shown, *([each["answer"]] if answered else []))
    out.print(table)


@app.command()
def show(
    request: Annotated[str, typer.Argument(metavar="ID", help="The id of the request, from `reviews list`.")],
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show a request: its reason, the lines of the CV, and the parts of the score."""
    found = target(stage).ask("reviews.show", review_id=request)
    if as_json:
        show_json(found)
        return
    out.print(found["reason"], style="bold", markup=False, soft_wrap=True)
    out.print(f"\n{found['file_name']}: {found['score']} of 100", markup=False)
    for part in found["breakdown"]["parts"]:
        out.print(f"  {part['points']:g} of {part['max']:g}  {part['label']}", markup=False)
        for rule in part["rules"]:
            out.print(
                f"      {rule['points']:g} of {rule['max']:g}  {rule['message']}", markup=False, style="dim"
            )
    out.print("\n" + found["content"], markup=False, soft_wrap=True)


@app.command()
def answer(
    request: Annotated[str, typer.Argument(metavar="ID", help="The id of the request, from `reviews list`.")],
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The answer, in the words that the user will read.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "-f",
            "--file",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Read the answer from this file instead of TEXT.",
        ),
    ] = None,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Answer a request. The answer is final. The user is notified in the app and by e-mail."""
    written = (file.read_text(encoding="utf-8") if file else text or "").strip()
    if not written:
        fail("Give the answer as TEXT or with --file.")
    found = target(stage).ask("reviews.answer", review_id=request, answer=written)
    if as_json:
        show_json(found)
    else:
        err.print("Answered. The user gets a notification.")
