"""Numbers before entries: `1.`, `2)`, `3.1`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..lines.line import TextLine
from ..words.dates import periods
from ..words.pieces import LABEL

NUMBER: Final = re.compile(r"^(?:\d{1,2}\.\d{1,2}|\d{1,2}(?=[.)]|\s[-–]))(?:[.)]|\s[-–])?\s+(?=\S)")
ENTRY: Final = "entry"
"""The style of a line whose number told that it begins an entry."""
FEWEST_NUMBERED: Final = 2


def without_numbers(lines: list[TextLine]) -> list[TextLine]:
    """The lines, those that a form or a list of entries numbers without their numbers."""
    numbered = [line for line in lines if NUMBER.match(line.text) and not periods(line.text[:8])]
    counted = len(numbered) >= FEWEST_NUMBERED and all(is_next(one, two) for one, two in pairwise(numbered))
    taken = {id(line) for line in numbered if counted or LABEL.match(NUMBER.sub("", line.text))}
    return [without_number(line) if id(line) in taken else line for line in lines]


def is_next(one: TextLine, two: TextLine) -> bool:
    first, second = (int(re.findall(r"\d+", NUMBER.match(line.text).group())[-1]) for line in (one, two))  # type: ignore[union-attr]
    return second == first + 1


def without_number(line: TextLine) -> TextLine:
    first, *rest = line.cells
    cells = [first._replace(text=NUMBER.sub("", first.text)), *rest]
    return replace(line, cells=cells, n=line.n, style=line.style or ENTRY)
