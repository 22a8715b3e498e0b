"""What the child hands to the parent, as JSON: rows in reading order and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypedDict

MAX_PAGES: Final = 15
MAX_PAGE_CHARACTERS: Final = 200_000
MAX_CHARACTERS: Final = 200_000
"""Over all pages: the longest real CVs have a quarter of it, and the parent's work grows with it."""
MAX_ROWS: Final = 4_000
"""Over all pages: a full page of two columns has about 150."""
FARTHEST: Final = 1_000_000.0
"""Points from the corner of a page."""
LONGEST_ROW: Final = 2_000
"""Characters: more than any paragraph of a CV has. A longer row is cut at a space."""


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
    unmapped: bool
    """Whether the fonts of a PDF give most characters no Unicode code, so that its text is other letters."""


class Refused(Exception):
    """The file is refused; the argument is the code of an `AnalysisError`."""


def bounded(document: Extracted) -> Extracted:
    """The document without rows off any page, its long rows cut; raises `Refused` for too many rows."""
    document["rows"] = [part for row in document["rows"] if on_a_page(row) for part in parts(row)]
    if len(document["rows"]) > MAX_ROWS:
        raise Refused("FILE_TOO_COMPLEX")
    return document


def on_a_page(row: Row) -> bool:
    """Whether a row's box is one that a page can have: a damaged file gives infinite or no numbers."""
    return all(
        abs(edge) <= FARTHEST for edge in (row["x0"], row["x1"], row["top"], row["bottom"], row["size"])
    )


def parts(row: Row) -> Iterator[Row]:
    """The row itself, or the rows that a line of `LONGEST_ROW` characters breaks it into."""
    text = row["text"]
    start = 0
    while len(text) - start > LONGEST_ROW:
        end = text.rfind(" ", start + 1, start + LONGEST_ROW) + 1 or start + LONGEST_ROW
        yield {**row, "text": text[start:end], "gaps": []}
        start = end
    yield {**row, "text": text[start:], "gaps": []} if start else row


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
        "unmapped": False,
    }
