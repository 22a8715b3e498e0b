"""`recoloca users`: answers requests under the LGPD that users send by e-mail or telephone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from recoloca.cli.console import err, fail, out, writable
from recoloca.cli.target import LOCAL, AsJson, Stage, Target, show_json, target

POLL_SECONDS: Final = 1.0

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Show, export or erase the data of a user (LGPD).",
)

Email = Annotated[str, typer.Argument(metavar="E-MAIL", help="The account's e-mail.")]


@app.command()
def show(email: Email, stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show an account: name, plan, language and creation time."""
    found = target(stage).ask("users.find", email=email)
    if as_json:
        show_json(found)
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in found.items():
        table.add_row(name, value)
    out.print(table)


@app.command()
def active(
    days: Annotated[
        int, typer.Option(metavar="DAYS", min=1, max=3650, help="Count uploads of the last DAYS days.")
    ] = 30,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=500, help="The largest number of users to show.")
    ] = 20,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """List the users who recently uploaded a CV, latest login first, without names and addresses."""
    found = target(stage).ask("users.active", days=days, limit=limit)
    if as_json:
        show_json(found)
        return
    columns = ("id", "plan", "last_login", "analyses")
    table = Table(*columns, box=None, pad_edge=False)
    for row in found:
        table.add_row(*(str(row[name]) for name in columns))
    out.print(table)


@app.command()
def export(
    email: Email,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Save the archive here. Without it, print a link that is valid for 15 minutes.",
        ),
    ] = None,
    wait: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Wait at most this long for the archive.")
    ] = 300,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Export all data of a user as a ZIP file. The user is notified too."""
    if output is not None:
        writable(output)
    where = target(stage)
    with err.status("Collecting everything"):
        found = awaited(where, email, wait)
    if found["status"] == "failed":
        fail("The export failed; run the command again to make a new one.")
    if found["status"] != "completed":
        fail(f"The export is not finished after {wait:g} s ({found['status']}); run the command again.")
    if output is not None:
        download(found["url"], output)
        found["file"] = str(output)
    if as_json:
        show_json(found)
    else:
        out.print(f"Written to {output}." if output else found["url"], soft_wrap=True)


def awaited(where: Target, email: str, seconds: float) -> Any:
    """Wait until the export is finished, at most `seconds`. Returns its last state."""
    found = where.ask("users.export", email=email)
    deadline = time.monotonic() + seconds
    while found["status"] in {"pending", "processing"} and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        found = where.ask("users.export_state", email=email, export_id=found["id"])
    return found


def download(url: str, output: Path) -> None:
    import httpx  # noqa: PLC0415

    try:
        with httpx.stream("GET", url, timeout=60) as answer:
            if answer.status_code != 200:
                fail(f"The archive could not be fetched: S3 answered {answer.status_code}. Run this again.")
            with output.open("wb") as file:
                for part in answer.iter_bytes():
                    file.write(part)
    except httpx.HTTPError as error:
        fail(f"The archive could not be fetched: {str(error) or type(error).__name__}. Run this again.")


@app.command()
def erase(
    email: Email,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for a confirmation.")] = False,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Erase a user permanently: in the database, the files, the cache and at Stripe."""
    where = target(stage)
    found = where.ask("users.find", email=email)
    if not yes:
        err.print(
            f"{found['name']} <{found['email']}>, since {found['created_at'][:10]}, plan {found['plan']}"
        )
        typer.confirm(f"Erase this account in `{stage}` permanently?", abort=True, err=True)
    answer = where.ask("users.erase", email=email)
    if as_json:
        show_json(answer)
    else:
        out.print(f"Erased {email}. The files and the customer at Stripe are erased within minutes.")
