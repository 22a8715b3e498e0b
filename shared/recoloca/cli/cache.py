"""`recoloca cache`: how the cache is doing."""

from __future__ import annotations

import typer
from rich.table import Table

from recoloca.cli.console import out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

HIT_GOAL = 0.9

app = typer.Typer(add_completion=False, no_args_is_help=True, help="How the cache is doing.")


@app.callback()
def group() -> None:
    """Keeps `stats` a sub-command while it is the only one."""


@app.command()
def stats(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Hits, misses, memory and keys since the server started (the goal is a hit rate over 90 %)."""
    found = target(stage).ask("cache.stats")
    if as_json:
        show_json(found)
        return
    rate = found["hit_rate"]
    colour = "green" if rate is None or rate > HIT_GOAL else "yellow"
    limit = found["memory_limit_bytes"]
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_row("Hit rate", "nothing was read yet" if rate is None else f"[{colour}]{rate:.1%}[/]")
    table.add_row("Hits, misses", f"{found['hits']}, {found['misses']}")
    table.add_row("Keys", str(found["keys"]))
    table.add_row("Memory", megabytes(found["memory_bytes"]) + (f" of {megabytes(limit)}" if limit else ""))
    table.add_row("Evicted, expired", f"{found['evicted_keys']}, {found['expired_keys']}")
    table.add_row("Clients", str(found["clients"]))
    table.add_row("Server", f"{found['version']}, up {found['uptime_seconds'] // 3600} h")
    out.print(table)


def megabytes(count: int) -> str:
    return f"{count / 1024**2:.1f} MB"
