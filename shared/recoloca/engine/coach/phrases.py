"""The coach's sentences: `data/phrases/<locale>.toml`, the same keys in every language."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Final, cast

from recoloca.engine.analysis.words import text as folding
from recoloca.engine.analysis.words.tables import kept
from recoloca.engine.analysis.words.text import key

from .model import Locale

DATA: Final = Path(__file__).parent / "data"
MAKERS: Final = (__file__, folding.__file__)


def toml(source: Path) -> dict[str, Any]:
    """Read a table of the coach."""
    import tomllib  # noqa: PLC0415 (a parsed table is cached; most processes never need this)

    return tomllib.loads(source.read_text("utf-8"))


@functools.cache
def phrases(locale: Locale) -> dict[str, str]:
    """Every sentence by its dotted key, such as `interview.question`."""
    source = DATA / "phrases" / f"{locale}.toml"

    def make() -> dict[str, str]:
        return {
            f"{table}.{name}": text
            for table, entries in toml(source).items()
            for name, text in entries.items()
        }

    return cast("dict[str, str]", kept(locale, [source], MAKERS, make))


@functools.cache
def intents() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each intent with the folded phrases that express it, in order of precedence."""
    source = DATA / "intents.toml"

    def make() -> list[tuple[str, list[str]]]:
        return [(name, [key(phrase) for phrase in said]) for name, said in toml(source).items()]

    return tuple((name, tuple(said)) for name, said in kept("intents", [source], MAKERS, make))


def intent(message: str) -> str | None:
    """The first intent with a phrase that is in the message as whole words; None without one."""
    words = f" {key(message)} "
    return next((name for name, said in intents() if any(f" {phrase} " in words for phrase in said)), None)
