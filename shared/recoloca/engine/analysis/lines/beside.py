"""Whether a page has two columns of text side by side, such as a sidebar, in whatever order they are drawn."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Final

from ..extract.rows import Row

FEWEST: Final = 6
"""Rows of each column that stand beside rows of the other."""
APART: Final = 0.25
"""Share of the page's width by which the columns begin apart."""
LETTERS: Final = 3
"""Letters of a row that counts: marks are no column."""
SMALLER: Final = 0.12
"""Share of the page's text in the smaller column: places and dates at the right end are less."""


def side_by_side(rows: list[Row]) -> bool:
    pages: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if sum(letter.isalpha() for letter in row["text"]) >= LETTERS and not has_date(row["text"]):
            pages[row["page"]].append(row)
    return any(_divided(page) for page in pages.values())


def has_date(text: str) -> bool:
    """Whether a row has a year or a period at all: such rows at the right end are no column."""
    return sum(letter.isdigit() for letter in text) >= FEWEST - 2


def _divided(rows: list[Row]) -> bool:
    """Whether a vertical gap parts the page's rows into two groups that stand beside each other."""
    width = max((row["x1"] for row in rows), default=0.0)
    starts = sorted({round(row["x0"]) for row in rows})
    for left, right in pairwise(starts):
        if right - left < 0.04 * width or right < APART * width:
            continue
        first = [row for row in rows if row["x0"] < right - 1 and row["x1"] <= right + 1]
        second = [row for row in rows if row["x0"] >= right - 1]
        crossing = len(rows) - len(first) - len(second)
        if (
            crossing <= len(rows) // 10
            and _beside(first, second) >= FEWEST
            and _beside(second, first) >= FEWEST
        ):
            letters = [sum(len(row["text"]) for row in group) for group in (first, second)]
            return min(letters) >= SMALLER * sum(letters)
    return False


def _beside(rows: list[Row], others: list[Row]) -> int:
    """How many rows have one of the others beside them."""
    return sum(
        any(row["top"] < one["bottom"] and one["top"] < row["bottom"] for one in others) for row in rows
    )
