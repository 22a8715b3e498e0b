"""Lines that mix two columns, read one column after the other."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Final

from ..words.dates import periods, without
from ..words.headings import heading_kind
from ..words.text import is_caps
from .line import SHORT, Cell, TextLine
from .looks import body_size
from .order import RAIL_SHARE

COLUMN_CELLS: Final = 8


CLEAR: Final = 0.12
"""Share of lines that may cross where a column begins that no known heading tells."""


def split_columns(lines: list[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Lines with real columns read one column after the other, and the lines that were mixed."""
    ordered: list[TextLine] = []
    mixed: list[TextLine] = []
    for _, run in groupby(lines, key=lambda line: line.page):
        own = list(run)
        gutter = find_gutter(own)
        if gutter is None:
            ordered += own
            continue
        left: list[TextLine] = []
        right: list[TextLine] = []
        for line in own:
            halves = halve(line, gutter)
            if halves is None and line.x0 < gutter - 5 < gutter + 5 < line.x1:
                ordered += [*left, *right, line]
                left, right = [], []
            elif halves:
                left.append(halves[0])
                right.append(halves[1])
                mixed += halves
            else:
                (left if line.x1 <= gutter + 5 else right).append(line)
        ordered += [*left, *right]
    return ordered, mixed


def halve(line: TextLine, gutter: float) -> tuple[TextLine, TextLine] | None:
    left = [cell for cell in line.cells if cell.x1 <= gutter + 2]
    right = [cell for cell in line.cells if cell.x0 >= gutter - 4]
    if not left or not right or len(left) + len(right) < len(line.cells):
        return None
    return (
        TextLine(line.page, left, line.top, line.bottom, line.size, line.style),
        TextLine(line.page, right, line.top, line.bottom, line.size, line.style),
    )


def find_gutter(lines: list[TextLine]) -> float | None:
    """Where the right column begins, if lines mix two columns that each have headings of their own."""
    starts = Counter(round(cell.x0) for line in lines for cell in line.cells[1:])
    for start, _ in starts.most_common(4):
        near = sum(count for other, count in starts.items() if abs(other - start) <= 3)
        if near < 3 or is_rail(lines, start):
            continue
        sides: set[bool] = set()
        for line in lines:
            for cell in line.cells:
                if len(cell.text) < 50 and heading_kind(cell.text) and cell.x1 - cell.x0 < 300:
                    sides.add(cell.x0 >= start - 6)
        cells = [cell for line in lines for cell in line.cells]
        crossing = sum(cell.x0 < start - 6 and cell.x1 > start + 10 for cell in cells)
        limit = 0.35 if len(sides) == 2 else CLEAR
        if crossing <= len(lines) * limit and (len(sides) == 2 or own_column(lines, start)):
            return float(start) - 3
    return None


def is_rail(lines: list[TextLine], start: float) -> bool:
    """Whether the cells left of `start` hold only headings of the cells to their right."""
    left = [cell for line in lines for cell in line.cells if cell.x1 <= start]
    return sum(map(titled, left)) >= RAIL_SHARE * len(left) > 0


def titled(cell: Cell) -> bool:
    return heading_kind(cell.text) is not None


def own_column(lines: list[TextLine], start: float) -> bool:
    """Whether what begins at `start` is a column about other things: with headings by their look, and few dates."""
    cells = [(line, cell) for line in lines for cell in line.cells if cell.x0 > start - 6]
    if len(cells) < COLUMN_CELLS or 3 * sum(abs(cell.x0 - start) > 12 for _, cell in cells) > len(cells):
        return False
    dated = sum(bool(periods(cell.text)) for _, cell in cells)
    margin = [
        line
        for line in lines
        if len(line.cells) > 1 and line.cells[0].x1 < start and periods(line.cells[0].text)
    ]
    if sum(not without(line.cells[0].text, periods(line.cells[0].text)) for line in margin) > 1:
        return False
    body = body_size(lines)
    marks = sum(
        cell.bold or line.size > body * 1.08 or is_caps(cell.text)
        for line, cell in cells
        if len(cell.text) <= SHORT
    )
    return 4 * dated <= len(cells) and 2 <= marks <= len(cells) / 2
