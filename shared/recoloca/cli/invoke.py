"""`recoloca invoke`: runs one function of the local platform with a sample event."""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import httpx
import typer

from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, Target, target
from recoloca.runtime.outside import read_json

EVENTS: Final = Path(__file__).resolve().parents[3] / "events"
"""The sample events of this checkout, independent of the working directory."""

app = typer.Typer(add_completion=False)


@app.command()
def invoke(
    slug: Annotated[
        str, typer.Argument(metavar="FUNCTION", help="The function's name, such as `cv_analyses`.")
    ],
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="EVENT",
            help="A JSON file, or a sample of events/ such as `cv_analyses.search` or only `search`; "
            "not needed where the function has one sample.",
        ),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Replace `${NAME}` in the event by VALUE."),
    ] = None,
    logs: Annotated[bool, typer.Option(help="Show the log of the function.")] = True,
) -> None:
    """Run a function with a sample event on the local platform (`make up`), and print its response.

    If the event needs an access token and none is given, the token of the demo account is used.
    """
    where = target(LOCAL)
    payload = fill(find_event(slug, event).read_text(), dict(pair(each) for each in given or []), where)
    answer = call(where, slug, payload)
    if logs and answer.get("LogResult"):
        err.print(
            base64.b64decode(answer["LogResult"]).decode(errors="replace").rstrip(), style="dim", markup=False
        )
    text = answer["Payload"].read().decode()
    out.print_json(text) if out.is_terminal else print(text)
    if "FunctionError" in answer:
        raise typer.Exit(1)


def call(where: Target, slug: str, payload: str) -> dict[str, Any]:
    client = where.client("lambda")
    try:
        return dict(client.invoke(FunctionName=where.name(slug), LogType="Tail", Payload=payload.encode()))
    except client.exceptions.ResourceNotFoundException:
        return fail(f"There is no function `{slug}`; infra/routes.py lists them.")


def find_event(slug: str, event: str | None) -> Path:
    """The path of the event: a file, or a sample by name (`cv_analyses.search` or `search`).

    Without `event`, it is the function's only sample. The command fails when no single event matches.
    """
    samples = sorted(EVENTS.glob("*/*.json"))
    own = [path for path in samples if path.name.partition(".")[0] == slug]
    names = ", ".join(path.stem for path in own)
    if event is None:
        if len(own) == 1:
            return own[0]
        fail(
            f"Say which sample: {names}."
            if own
            else f"There is no function `{slug}` with a sample in events/."
        )
    if Path(event).is_file():
        return Path(event)
    found = next((path for path in samples if path.stem in {event, f"{slug}.{event}"}), None)
    known = f"; the samples of `{slug}` are {names}" if own else ""
    return found or fail(f"There is no file and no sample `{event}`{known}.")


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        fail(f"`--set {text}` is not NAME=VALUE.")
    return name, value


def fill(text: str, values: dict[str, str], where: Target) -> str:
    """The event after the replacement of its `${names}`. The command fails when the result is not JSON."""
    template = string.Template(text)
    needed = set(template.get_identifiers()) - values.keys()
    values |= {name: KNOWN[name](where) for name in needed & KNOWN.keys()}
    missing = sorted(needed - values.keys())
    if missing:
        fail("The event needs " + ", ".join(f"--set {name}=…" for name in missing))
    try:
        filled = template.substitute({name: json.dumps(value)[1:-1] for name, value in values.items()})
        read_json(filled)
    except ValueError as error:
        fail(f"The event is not JSON: {error}")
    return filled


def access_token(where: Target) -> str:
    from recoloca.cli import demo  # noqa: PLC0415 (needed only for the demo account)

    account = {"email": demo.EMAIL, "password": demo.PASSWORD}
    answer = httpx.post(f"{where.url}/api/auth/login", json=account, timeout=30, trust_env=False)
    if not answer.is_success:
        fail(f"The demo account cannot sign in (HTTP {answer.status_code}): give --set access_token=…")
    return str(answer.json()["access_token"])


KNOWN: Final[dict[str, Callable[[Target], str]]] = {"access_token": access_token}
