"""What the child hands to the parent, as JSON: rows in reading order and what was noticed on the way."""

from __future__ import annotations

from typing import Final, TypedDict

MAX_PAGES: Final = 15
MAX_PAGE_CHARACTERS: Final = 200_000
MAX_CHARACTERS: Final = 200_000
"""Over all pages: the longest real CVs have a quarter of it, and the parent's work grows with it."""


class Row(TypedDict):
    """One run of text on one visual line; rows of one line share `line`. Boxes are points from the top left."""

    page: int
    line: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    gaps: list[tuple[int, float, float]]
    """Wide gaps within the run: the index of the character after each, where the text before it ends and goes on."""
    style: str
    """`heading`, `title`, `list` or nothing: what a word processor's paragraph style says."""


class Extracted(TypedDict):
    kind: str
    rows: list[Row]
    links: list[str]
    pages: int
    """Pages of the document, read or not."""
    images: int
    tables: int
    text_boxes: int
    hidden: int
    """Characters drawn invisibly."""
    scanned: bool


class Refused(Exception):
    """The file is refused; the argument is the code of an `AnalysisError`."""


def empty(kind: str) -> Extracted:
    return {
        "kind": kind,
        "rows": [],
        "links": [],
        "pages": 1,
        "images": 0,
        "tables": 0,
        "text_boxes": 0,
        "hidden": 0,
        "scanned": False,
    }
