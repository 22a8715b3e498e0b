"""`recoloca queue`: shows queues and dead-letter queues, and redrives failed messages."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, AsJson, Stage, Target, show_json, target
from recoloca.runtime.outside import read_json

DEAD: Final = "-dead"
BATCH: Final = 10
COUNTS: Final = {
    "waiting": "ApproximateNumberOfMessages",
    "in_flight": "ApproximateNumberOfMessagesNotVisible",
    "delayed": "ApproximateNumberOfMessagesDelayed",
}
HIDE_SECONDS: Final = 60
"""The visibility timeout of a message while this command moves it."""

Name = Annotated[
    str,
    typer.Argument(metavar="QUEUE", help="The queue's name, such as `analysis`; `queue status` lists them."),
]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Show the queues and their failed messages, and try failed messages again.",
)


@app.command()
def status(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the waiting, in-flight and dead messages of each queue. The exit code is 1 if a message is dead."""
    where = target(stage)
    sqs = where.client("sqs")
    found = {name: counts(sqs, url) for name, url in sorted(queues(where, sqs).items())}
    rows = {
        name: {**count, "dead": found.get(name + DEAD, {}).get("waiting", 0)}
        for name, count in found.items()
        if not name.endswith(DEAD)
    }
    if as_json:
        show_json(rows)
    else:
        table = Table("Queue", "Waiting", "In work", "Delayed", "Dead", box=None, pad_edge=False)
        for name, row in rows.items():
            dead = f"[red]{row['dead']}[/]" if row["dead"] else "0"
            table.add_row(name, str(row["waiting"]), str(row["in_flight"]), str(row["delayed"]), dead)
        out.print(table)
    if any(row["dead"] for row in rows.values()):
        raise typer.Exit(1)


@app.command()
def peek(
    name: Name,
    limit: Annotated[int, typer.Option(min=1, max=100, help="The largest number of messages to show.")] = 10,
    live: Annotated[
        bool, typer.Option("--live", help="Show the queue itself instead of its dead-letter queue.")
    ] = False,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show the messages of a dead-letter queue without removing them.

    Each look counts as a delivery. With `--live`, a message can reach its receive limit and become dead.
    """
    where = target(stage)
    sqs = where.client("sqs")
    url = url_of(where, sqs, name if live else name + DEAD)
    found = [shown(message) for message in held(sqs, url, limit)]
    if as_json:
        show_json(found)
        return
    if not found:
        out.print("No messages." if live else "No dead messages.")
    for one in found:
        out.print(f"[bold]{one['id']}[/] sent {one['sent_at']}, received {one['received']} times")
        out.print(escape(json.dumps(one["body"], ensure_ascii=False)), soft_wrap=True)


@app.command()
def redrive(
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="The largest number of messages to move.")] = 1_000_000,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Move dead messages back to their queue. Repair the cause of the failure first."""
    where = target(stage)
    sqs = where.client("sqs")
    source, destination = url_of(where, sqs, name + DEAD), url_of(where, sqs, name)
    total = min(limit, counts(sqs, source)["waiting"])
    moved = 0
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task(f"Redriving {name}", total=total)
        for messages in batches(sqs, source, limit):
            move(sqs, source, destination, messages)
            moved += len(messages)
            progress.update(task, completed=moved)
    if as_json:
        show_json({"queue": name, "moved": moved})
    else:
        out.print(f"{moved} messages will be tried again." if moved else "No dead messages.")


def queues(where: Target, sqs: Any) -> dict[str, str]:
    """The URLs of the stage's queues by short name. The command fails when there are none."""
    prefix = where.name("")
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix)
    urls = [url for page in pages for url in page.get("QueueUrls", [])]
    if not urls:
        fail(f"There are no queues of the stage `{where.stage}`: is it deployed, and is this its account?")
    return {url.rpartition("/")[2].removeprefix(prefix): url for url in urls}


def url_of(where: Target, sqs: Any, name: str) -> str:
    found = queues(where, sqs)
    if name not in found:
        known = sorted(each for each in found if not each.endswith(DEAD))
        fail(f"There is no queue `{name.removesuffix(DEAD)}`; there are {', '.join(known)}.")
    return found[name]


def counts(sqs: Any, url: str) -> dict[str, int]:
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(COUNTS.values()))["Attributes"]
    return {name: int(attributes.get(attribute, 0)) for name, attribute in COUNTS.items()}


def batches(sqs: Any, url: str, limit: int) -> Iterator[list[Any]]:
    """Receive at most `limit` messages in batches of ten, until the queue is empty."""
    left = limit
    while left > 0:
        messages = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=min(BATCH, left),
            VisibilityTimeout=HIDE_SECONDS,
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            return
        yield messages
        left -= len(messages)


def held(sqs: Any, url: str, limit: int) -> list[Any]:
    """Receive at most `limit` messages, and make them visible again at once."""
    found = [message for messages in batches(sqs, url, limit) for message in messages]
    for message in found:
        sqs.change_message_visibility(
            QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )
    return found


def move(sqs: Any, source: str, destination: str, messages: list[Any]) -> None:
    """Send the messages to the destination, then delete them from the source.

    A crash in between leaves a duplicate and loses no message. Workers ignore duplicates.
    """
    entries = [{"Id": str(n), "MessageBody": message["Body"]} for n, message in enumerate(messages)]
    refused = {
        each["Id"] for each in sqs.send_message_batch(QueueUrl=destination, Entries=entries).get("Failed", [])
    }
    handles = [
        {"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]}
        for n, message in enumerate(messages)
        if str(n) not in refused
    ]
    if handles:
        sqs.delete_message_batch(QueueUrl=source, Entries=handles)
    if refused:
        fail(f"{len(refused)} messages were refused; they are still in the dead-letter queue.")


def shown(message: Any) -> dict[str, Any]:
    attributes = message.get("Attributes", {})
    sent = int(attributes.get("SentTimestamp", 0)) / 1000
    return {
        "id": message["MessageId"],
        "sent_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sent)),
        "received": int(attributes.get("ApproximateReceiveCount", 0)),
        "body": parsed(message["Body"]),
    }


def parsed(body: str) -> Any:
    try:
        return read_json(body)
    except ValueError:
        return body
