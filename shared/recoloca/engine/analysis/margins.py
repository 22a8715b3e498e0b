"""Columns of periods beside the entries they belong to, which a file may hold before or after all entries."""

from __future__ import annotations

from collections.abc import Iterator

from .dates import periods
from .lines import SAME_LINE, SHORT, Line


def gather_margins(lines: list[Line]) -> list[Line]:
    """The lines, those of a margin joined to what stands beside them."""
    taken: set[int] = set()
    for run in runs(lines):
        dated = [line for line in run if periods(line.text)]
        if len(dated) < 2 or 2 * len(dated) < len(run):
            continue
        homes = {id(line): home for line in run if (home := beside(lines, line, run)) is not None}
        if sum(id(line) in homes for line in dated) < 0.75 * len(dated):
            continue
        taken |= attach(run, homes)
    return [line for line in lines if id(line) not in taken]


def runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Short lines of one column that follow one another."""
    run: list[Line] = []
    for line in lines:
        if run and not (same_column(run[-1], line) and len(line.text) <= SHORT):
            yield run
            run = []
        if len(line.text) <= SHORT:
            run.append(line)
    if run:
        yield run


def same_column(before: Line, line: Line) -> bool:
    overlap = min(before.x1, line.x1) > max(before.x0, line.x0)
    return before.page == line.page and line.top > before.top and overlap


def beside(lines: list[Line], line: Line, run: list[Line]) -> Line | None:
    """The line at the same height, clear of this one and not of its run."""
    for other in lines:
        level = other.page == line.page and abs(other.bottom - line.bottom) < SAME_LINE
        if level and (other.x1 < line.x0 or other.x0 > line.x1) and not any(other is one for one in run):
            return other
    return None


def attach(run: list[Line], homes: dict[int, Line]) -> set[int]:
    """Join each line to its home, else to that of the line before; the identities of the lines that went."""
    went: set[int] = set()
    last: Line | None = None
    for line in run:
        last = homes.get(id(line), last)
        if last is not None:
            last.cells.extend(line.cells)
            last.refresh()
            went.add(id(line))
    return went
