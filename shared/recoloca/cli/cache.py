"""`recoloca cache`: shows the statistics of the cache."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from rich.table import Table

from recoloca.cli.console import out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

HIT_GOAL = 0.9

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Show statistics of the cache.")


@app.callback()
def group() -> None:
    """Makes `stats` a subcommand although it is the only one."""


@app.command()
def stats(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show hits, misses, memory and keys since the server's start. The goal is a hit rate over 90 %.

    A value that the server does not report is null. In AWS the CloudWatch dashboard has the metrics.
    """
    found = target(stage).ask("cache.stats")
    if as_json:
        show_json(found)
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in rows(found):
        table.add_row(name, value)
    out.print(table)


def rows(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    limit, uptime = found["memory_limit_bytes"], found["uptime_seconds"]
    yield "Hit rate", hit_rate(found)
    yield "Hits, misses", f"{told(found['hits'])}, {told(found['misses'])}"
    yield "Keys", told(found["keys"])
    yield "Memory", megabytes(found["memory_bytes"]) + (f" of {megabytes(limit)}" if limit else "")
    yield "Evicted, expired", f"{told(found['evicted_keys'])}, {told(found['expired_keys'])}"
    yield "Clients", told(found["clients"])
    yield "Server", told(found["version"]) + ("" if uptime is None else f", up {uptime // 3600} h")


def hit_rate(found: dict[str, Any]) -> str:
    rate = found["hit_rate"]
    if rate is None:
        return "no reads yet" if found["hits"] == found["misses"] == 0 else told(None)
    return f"[{'green' if rate > HIT_GOAL else 'yellow'}]{rate:.1%}[/]"


def told(value: object) -> str:
    return "not told" if value is None else str(value)


def megabytes(count: int | None) -> str:
    return told(None) if count is None else f"{count / 1024**2:.1f} MB"
