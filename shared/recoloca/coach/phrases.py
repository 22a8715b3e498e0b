"""The coach's sentences: `data/phrases/<locale>.toml`, the same keys in every language."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Final

from recoloca.analysis.text import key

from .model import Locale

DATA: Final = Path(__file__).parent / "data"


@functools.cache
def phrases(locale: Locale) -> dict[str, str]:
    """Every sentence by its dotted key, such as `interview.question`."""
    tables = tomllib.loads((DATA / "phrases" / f"{locale}.toml").read_text("utf-8"))
    return {f"{table}.{name}": text for table, entries in tables.items() for name, text in entries.items()}


@functools.cache
def intents() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each intent and the folded phrases that announce it, in order of precedence."""
    table = tomllib.loads((DATA / "intents.toml").read_text("utf-8"))
    return tuple((name, tuple(key(phrase) for phrase in said)) for name, said in table.items())


def intent(message: str) -> str | None:
    """The first intent one of whose phrases stands in the message as whole words."""
    words = f" {key(message)} "
    return next((name for name, said in intents() if any(f" {phrase} " in words for phrase in said)), None)
