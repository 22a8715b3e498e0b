"""Meaningful words in a comparable form: `gestão` equals `gestões`, `manages` equals `managing`."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final

from recoloca.engine.analysis.words.lexicon import MAKERS, all_labels, rows
from recoloca.engine.analysis.words.tables import kept
from recoloca.engine.analysis.words.text import fold, key

DATA: Final = Path(__file__).parent / "data"
WORD: Final = re.compile(r"[^\W_]+(?:[+#]+)?")
STEM: Final = 6
"""The number of letters of a long word that count: verb endings, plural and gender come after them."""


@functools.cache
def common_words() -> frozenset[str]:
    source = DATA / "common_words.tsv"

    def make() -> list[str]:
        return sorted({key(label) for row in rows(source) for label in all_labels(row)})

    return frozenset(kept("common-words", [source], (__file__, *MAKERS), make))


@functools.cache
def headings() -> dict[str, str]:
    """The kind of each heading of an advertisement, by the heading in key form."""
    found: dict[str, str] = {}
    for row in rows(DATA / "headings.tsv"):
        for label in all_labels(row):
            found.setdefault(key(label), row["kind"])
    return found


@functools.cache
def same_words() -> dict[str, str]:
    """Everyday words of work in key form, one word each, to what they are in any language."""
    found: dict[str, str] = {}
    for row in rows(DATA / "same_words.tsv"):
        for label in all_labels(row):
            if " " not in (word := key(label)):
                found.setdefault(word, "=" + row["id"])
    return found


def stem(word: str) -> str:
    """The comparable form of a folded word: one for `estoque`, `stock` and `inventario`."""
    known = same_words().get(word)
    if known:
        return known
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:STEM] if len(word) > STEM else word


def stems(text: str) -> list[str]:
    """The stems of the meaningful words of a text, in order, without repetitions."""
    return list(dict.fromkeys(stem(word) for word in meaningful(text)))


def meaningful(text: str) -> list[str]:
    known = common_words()
    return [
        word
        for word in WORD.findall(fold(text))
        if len(word) > 1 and word not in known and not word.isdigit()
    ]
