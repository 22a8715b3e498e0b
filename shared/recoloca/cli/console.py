"""The output streams and the error handling of all commands."""

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
    """Print an error message and end the command with exit code `code`."""
    err.print(f"[bold red]✗[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(code)


def writable(file: Path) -> Path:
    """Return `file` if it can be written. Otherwise end the command before it does any work."""
    folder = file.absolute().parent
    if not folder.is_dir():
        fail(f"There is no folder {folder}.")
    if file.is_dir():
        fail(f"{file} is a folder; give a file in it.")
    if not os.access(file if file.exists() else folder, os.W_OK):
        fail(f"{file} cannot be written.")
    return file
