"""What all commands share: where they print, and how they end when something is wrong."""

from __future__ import annotations

from typing import NoReturn

import typer
from rich.console import Console

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong and what to do, and end."""
    err.print(f"[bold red]✗[/] {message}", soft_wrap=True)
    raise typer.Exit(code)
