"""What all commands share: where they print, and how they end when something is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong and what to do, and end."""
    err.print(f"[bold red]✗[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(code)


def writable(file: Path) -> Path:
    """The file, if it can be written; ends the command otherwise, before anything was done."""
    folder = file.absolute().parent
    if not folder.is_dir():
        fail(f"There is no folder {folder}.")
    if file.is_dir():
        fail(f"{file} is a folder; give a file in it.")
    if not os.access(file if file.exists() else folder, os.W_OK):
        fail(f"{file} cannot be written.")
    return file
