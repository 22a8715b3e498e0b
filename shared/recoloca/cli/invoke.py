"""`recoloca invoke`: run one function of the local platform on a sample event."""

from __future__ import annotations

import base64
import json
import string
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from recoloca.cli.console import err, fail, out
from recoloca.cli.local import LocalPlatform, NotRunningError, local_platform

EVENTS: Final = Path("events")
PREFIX: Final = "recoloca-local-"

app = typer.Typer(add_completion=False)


@app.command()
def invoke(
    slug: Annotated[str, typer.Argument(help="The function's name, such as `cv_analyses`.")],
    event: Annotated[
        str,
        typer.Argument(help="A JSON file, or the name of a sample in events/ such as `cv_analyses.search`."),
    ],
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Fill in `${NAME}` of the event.")
    ] = None,
    logs: Annotated[bool, typer.Option(help="Show what the function logged.")] = True,
) -> None:
    """Run a function on a sample event against the local platform (`make up`), and print what it answers."""
    try:
        platform = local_platform()
    except NotRunningError as error:
        fail(str(error))
    payload = fill(find_event(slug, event).read_text(), dict(pair(each) for each in given or []))
    answer = call(platform, slug, payload)
    if logs and answer.get("LogResult"):
        err.print(
            base64.b64decode(answer["LogResult"]).decode(errors="replace").rstrip(), style="dim", markup=False
        )
    text = answer["Payload"].read().decode()
    out.print_json(text) if out.is_terminal else print(text)
    if "FunctionError" in answer:
        raise typer.Exit(1)


def call(platform: LocalPlatform, slug: str, payload: str) -> dict[str, Any]:
    import boto3  # noqa: PLC0415 (heavy, and of no use before the arguments are known to be right)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import ClientError  # noqa: PLC0415

    client = boto3.client(
        "lambda",
        endpoint_url=platform.runner,
        region_name=platform.environment["AWS_REGION"],
        aws_access_key_id=platform.environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=platform.environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(read_timeout=900, retries={"total_max_attempts": 1}),
    )
    try:
        return dict(client.invoke(FunctionName=PREFIX + slug, LogType="Tail", Payload=payload.encode()))
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            fail(f"There is no function `{slug}`; infra/routes.py lists them.")
        fail(error.response["Error"]["Message"])


def find_event(slug: str, event: str) -> Path:
    """The file `event`, or the sample of this name (`cv_analyses.search`, or only `search`)."""
    if Path(event).is_file():
        return Path(event)
    samples = sorted(EVENTS.glob("*/*.json"))
    found = next((path for path in samples if path.stem in {event, f"{slug}.{event}"}), None)
    if found is not None:
        return found
    own = [path.stem for path in samples if path.name.partition(".")[0] == slug]
    known = f"; the samples of `{slug}` are {', '.join(own)}" if own else ""
    return fail(f"There is no file and no sample `{event}`{known}.")


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        fail(f"`--set {text}` is not NAME=VALUE.")
    return name, value


def fill(text: str, values: dict[str, str]) -> str:
    """The event with its `${names}` replaced; it must be JSON in the end."""
    template = string.Template(text)
    missing = sorted(set(template.get_identifiers()) - values.keys())
    if missing:
        fail("The event needs " + ", ".join(f"--set {name}=…" for name in missing))
    filled = template.substitute({name: json.dumps(value)[1:-1] for name, value in values.items()})
    try:
        json.loads(filled)
    except ValueError as error:
        fail(f"The event is not JSON: {error}")
    return filled
