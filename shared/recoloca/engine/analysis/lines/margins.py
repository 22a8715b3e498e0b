"""Columns of periods beside the entries they belong to, which a file may hold before or after all entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from ..words.dates import periods
from .line import SAME_LINE, SHORT, TextLine

MOST_LEVEL: Final = 100
"""Lines at one height that are looked at; a page has room for fewer."""

Heights = dict[tuple[int, int], list[tuple[int, TextLine]]]
"""By page and band of `SAME_LINE` points: the lines whose bottom lies in it, with their place in reading order."""


def gather_margins(lines: list[TextLine]) -> list[TextLine]:
    """The lines. A line in the margin is joined to the line beside it."""
    taken: set[int] = set()
    heights = by_height(lines)
    for run in runs(lines):
        dated = [line for line in run if periods(line.text)]
        if len(dated) < 2 or 2 * len(dated) < len(run):
            continue
        own = {id(line) for line in run}
        homes = {id(line): home for line in run if (home := beside(heights, line, own)) is not None}
        if sum(id(line) in homes for line in dated) < 0.75 * len(dated):
            continue
        taken |= attach(run, homes)
    return [line for line in lines if id(line) not in taken]


def runs(lines: list[TextLine]) -> Iterator[list[TextLine]]:
    """Short lines of one column that follow one another."""
    run: list[TextLine] = []
    for line in lines:
        if run and not (same_column(run[-1], line) and len(line.text) <= SHORT):
            yield run
            run = []
        if len(line.text) <= SHORT:
            run.append(line)
    if run:
        yield run


def same_column(before: TextLine, line: TextLine) -> bool:
    overlap = min(before.x1, line.x1) > max(before.x0, line.x0)
    return before.page == line.page and line.top > before.top and overlap


def by_height(lines: list[TextLine]) -> Heights:
    heights: Heights = defaultdict(list)
    for place, line in enumerate(lines):
        heights[line.page, int(line.bottom // SAME_LINE)].append((place, line))
    return heights


def beside(heights: Heights, line: TextLine, run: set[int]) -> TextLine | None:
    """The first line at the same height that is clear of this one; `run` has the identities of those left out."""
    band = int(line.bottom // SAME_LINE)
    near = (
        place
        for own in range(band - 1, band + 2)
        for place in islice(heights.get((line.page, own), ()), MOST_LEVEL)
    )
    for _, other in sorted(near, key=lambda found: found[0]):
        level = abs(other.bottom - line.bottom) < SAME_LINE
        if level and (other.x1 < line.x0 or other.x0 > line.x1) and id(other) not in run:
            return other
    return None


def attach(run: list[TextLine], homes: dict[int, TextLine]) -> set[int]:
    """Join each line to its home, else to that of the line before; the identities of the lines that went."""
    went: set[int] = set()
    last: TextLine | None = None
    for line in run:
        last = homes.get(id(line), last)
        if last is not None and last.takes(line.cells):
            went.add(id(line))
    return went
