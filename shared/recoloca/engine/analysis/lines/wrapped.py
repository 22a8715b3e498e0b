"""Periods that a narrow column broke over lines, joined before any rule looks at the text beside them."""

from __future__ import annotations

from typing import Final

from ..words.dates import periods
from ..words.pieces import are_columns
from .line import SAME_LINE, Cell, TextLine

MOST_PARTS: Final = 3
LONGEST_PART: Final = 32
"""Characters of what a break may have carried to another line: a date with the words around it."""
ALIGNED: Final = 4.0
WITHIN: Final = 80
"""Lines in reading order between a text and what a narrow column carried under it, at most."""
NEAR: Final = 0.9
"""Line heights of room that two lines of one paragraph may have between them."""


def mend_periods(lines: list[TextLine]) -> list[TextLine]:
    """The lines, each period that was broken over up to three of them joined where it begins."""
    gone: set[int] = set()
    mended: set[int] = set()
    for index, line in enumerate(lines):
        if id(line) in gone or are_columns([cell.text for cell in line.cells]):
            continue
        for place, cell in enumerate(line.cells):
            parts = broken(lines, index, cell, gone) if begins(cell.text) else []
            if not parts:
                continue
            text = " ".join([cell.text, *(dashed(part.text) for _, part in parts)])
            line.cells[place] = cell._replace(text=text)
            line.refresh()
            mended.add(id(line))
            gone |= {id(home) for home, part in parts if not take(home, part)}
    return level([line for line in lines if id(line) not in gone], mended)


def level(lines: list[TextLine], mended: set[int]) -> list[TextLine]:
    """The lines, each that follows a mended one at its height and to its right on one line with it."""
    kept: list[TextLine] = []
    for line in lines:
        joined = kept and id(kept[-1]) in mended and on_one_line(kept[-1], line)
        if not (joined and kept[-1].takes(line.cells)):
            kept.append(line)
    return kept


def on_one_line(before: TextLine, line: TextLine) -> bool:
    same = before.page == line.page and abs(before.bottom - line.bottom) < SAME_LINE
    return same and line.x0 >= before.x1


def dashed(text: str) -> str:
    """`– presente`: the dash that opens the rest of a period reads like a bullet."""
    return "– " + text.removeprefix("• ") if text.startswith("• ") else text


def begins(text: str) -> bool:
    """Whether a period may begin in a text and not end in it: not where a range already stands at its end."""
    ranges = [one for one in periods(text) if one.is_range]
    closed = bool(ranges) and ranges[-1].end is not None and not text[ranges[-1].span[1] :].strip(" )")
    return len(text) <= 110 and not text.endswith(";") and not closed


def broken(lines: list[TextLine], index: int, cell: Cell, gone: set[int]) -> list[tuple[TextLine, Cell]]:
    """The cells under one that carry its period to its end; none when they do not."""
    parts: list[tuple[TextLine, Cell]] = []
    text, home, last = cell.text, lines[index], cell
    while len(parts) < MOST_PARTS - 1:
        found = under(lines, index, home, last, gone)
        if found is None or len(found[1].text) > LONGEST_PART:
            return []
        parts.append(found)
        before, text = len(text), f"{text} {dashed(found[1].text)}"
        for period in periods(text):
            if period.is_range and period.span[0] < len(cell.text) and before < period.span[1]:
                return parts if not text[period.span[1] :].strip(" )") else []
        home, last = found
    return []


def under(
    lines: list[TextLine], index: int, home: TextLine, cell: Cell, gone: set[int]
) -> tuple[TextLine, Cell] | None:
    """The cell set right under another, in the same column and of the same size."""
    for line in lines[index + 1 : index + 1 + WITHIN]:
        if line.page != home.page:
            return None
        height = home.bottom - home.top
        if (
            id(line) in gone
            or not 0.4 * height < line.top - home.top < (1 + NEAR) * height
            or abs(line.size - home.size) > 1.5
        ):
            continue
        for other in line.cells:
            if abs(other.x0 - cell.x0) < ALIGNED or abs(other.x1 - cell.x1) < ALIGNED:
                return line, other
    return None


def take(line: TextLine, cell: Cell) -> bool:
    """Take a cell out of its line; whether anything is left of the line."""
    line.cells = [one for one in line.cells if one is not cell]
    if line.cells:
        line.refresh()
    return bool(line.cells)
