"""How lines are set: their size beside the body, their look, the room above them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final, NamedTuple

from ..words.headings import bare
from ..words.text import is_caps
from .line import TextLine

GAP: Final = 6.0
"""Points of room above a line, beyond the usual, that set it apart."""


class Look(NamedTuple):
    """How a line is set; headings of one document share a look."""

    size: int
    bold: bool
    caps: bool
    colon: bool


def body_size(lines: list[TextLine]) -> float:
    """The size in which most of the text is set."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def look(line: TextLine) -> Look:
    return Look(
        round(line.size),
        line.bold or line.style == "heading",
        is_caps(line.text),
        line.text.rstrip().endswith(":"),
    )


def stands_out(line: TextLine, body: float) -> bool:
    return line.bold or is_caps(line.text) or line.size > body * 1.08 or line.style in {"heading", "title"}


def set_apart(lines: list[TextLine]) -> set[int]:
    """Numbers of the lines with clearly more room above them than lines usually have."""
    gaps = {
        line.n: line.top - before.bottom
        for before, line in pairwise(lines)
        if before.page == line.page and line.top > before.top
    }
    if not gaps:
        return set()
    usual = sorted(gaps.values())[len(gaps) // 2]
    return {n for n, gap in gaps.items() if gap > usual + GAP}


def plain_candidate(line: TextLine) -> bool:
    return len(line.cells) == 1 and bare(line.text)[:1].isupper()
