"""Reading order from where things stand on the page, for files that draw them in another order.

Design tools (Canva, Word's text boxes) draw object by object: all headings first, then titles, then bullets. Where the
order in the file jumps back up within a column, the order on the page is taken instead: columns from left to right,
lines from top to bottom. Elsewhere the file's order is kept, because it knows more than geometry does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile, zip_longest
from typing import Final

from ..extract.rows import Row
from ..words.dates import periods, without
from ..words.headings import heading_kind
from ..words.text import repair
from .line import SAME_LINE

FURNITURE_SHARE: Final = 0.93
"""Below this share of the page's height a row drawn first is a footer, not a sign of disorder."""
OVERLAP: Final = 0.3
"""Share of the narrower row's width by which two rows of one column overlap."""
MOST_STARTS: Final = 24
"""Places at which most rows begin that are tried as a gutter."""
MOST_PAIRS: Final = 40
"""Pairs of headings drawn one after the other that are looked at on a page."""
COLUMN_ROWS: Final = 3
"""Rows that begin where a column begins, at least."""
NARROWEST: Final = 60.0
"""Points of the narrowest column."""
CROSSING: Final = 0.35
"""Share of the rows beside a column that may reach over its edge: names or headings over both columns."""
WIDEST_GAP: Final = 30.0
"""Points of room between two columns from which on more room tells no more."""
GAP_WORTH: Final = 5.0
"""Points of room that tell as much as one more row beginning at the column's edge."""
MARGIN_SHARE: Final = 0.5
"""From this share of bare dates on, a column is a margin of the other one."""
RAIL_SHARE: Final = 0.7
"""From this share of known headings on, a left column is the rail of the other one's headings."""


def restore_order(rows: list[Row]) -> list[Row]:
    """The rows in reading order, page by page, columns going on over pages."""
    rows = part_rail(rows)
    pages: list[list[Row]] = []
    for page in dict.fromkeys(row["page"] for row in rows):
        own = [row for row in rows if row["page"] == page]
        pages.append(geometric(own) if disordered(own) else own)
    return [row for page in join_columns(pages) for row in page]


def is_heading(row: Row) -> bool:
    return heading_kind(repair(row["text"])) is not None


def part_rail(rows: list[Row]) -> list[Row]:
    """The rows, a heading in the left margin apart from the text beside it that a narrow gap left on one row."""
    starts = Counter((row["page"], round(row["x0"])) for row in rows)
    found: list[Row] = []
    for row in rows:
        for offset, right, left in row["gaps"]:
            common = sum(starts[row["page"], round(left) + shift] for shift in (-1, 0, 1))
            title = row["text"][:offset].strip()
            if common >= COLUMN_ROWS and heading_kind(repair(title)):
                found.append(
                    {**row, "text": title, "x1": right, "gaps": [], "style": row["style"] or "heading"}
                )
                found.append(
                    {**row, "text": row["text"][offset:].strip(), "x0": left, "bold": False, "gaps": []}
                )
                break
        else:
            found.append(row)
    return found


def overlaps(one: Row, other: Row) -> bool:
    width = min(one["x1"] - one["x0"], other["x1"] - other["x0"])
    return min(one["x1"], other["x1"]) - max(one["x0"], other["x0"]) > OVERLAP * max(width, 1.0)


def disordered(rows: list[Row]) -> bool:
    """Whether the file jumps back up within a column, or names headings one after the other without their text."""
    bottom = max((row["bottom"] for row in rows), default=0.0)
    began = False
    for before, row in pairwise(rows):
        began = began or before["bottom"] < FURNITURE_SHARE * bottom
        if began and row["bottom"] < before["top"] and overlaps(before, row):
            return True
    return any(leaves_out(rows, before, row) for before, row in islice(bare_headings(rows), MOST_PAIRS))


def bare_headings(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Headings with room between them that the file draws one right after the other."""
    for before, row in pairwise(rows):
        if row["top"] - before["bottom"] > 2 * SAME_LINE and is_heading(before) and is_heading(row):
            yield before, row


def leaves_out(rows: list[Row], before: Row, row: Row) -> bool:
    """Whether a text stands between two headings, in or right of the column of the first."""
    between = (one for one in rows if before["bottom"] < one["bottom"] < row["top"])
    return any(one["x0"] > before["x1"] or overlaps(one, before) for one in between)


def geometric(rows: list[Row]) -> list[Row]:
    """Columns from left to right within the bands that rows over both columns make; lines from top to bottom."""
    gutter = find_gutter(rows)
    if gutter is None:
        return [row for line in visual(rows) for row in line]
    ordered: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in sorted(rows, key=lambda one: (one["top"], one["x0"])):
        if row["x0"] < gutter and row["x1"] > gutter + SAME_LINE:
            ordered += [*geometric_or_none(left), *geometric_or_none(right), row]
            left, right = [], []
        else:
            (left if row["x0"] < gutter else right).append(row)
    return [*ordered, *geometric_or_none(left), *geometric_or_none(right)]


def geometric_or_none(rows: list[Row]) -> list[Row]:
    return [row for line in visual(rows) for row in line] if rows else []


def visual(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows line by line, each from left to right."""
    line: list[Row] = []
    for row in sorted(rows, key=lambda one: (one["bottom"], one["x0"])):
        if line and row["bottom"] - line[0]["bottom"] > SAME_LINE:
            yield sorted(line, key=lambda one: one["x0"])
            line = []
        line.append(row)
    if line:
        yield sorted(line, key=lambda one: one["x0"])


def find_gutter(rows: list[Row]) -> float | None:
    """Where the right one of two columns begins; None for one column, with or without a margin of dates or headings."""
    first = min((row["x0"] for row in rows), default=0.0)
    starts = Counter(round(row["x0"]) for row in rows if row["x0"] > first + NARROWEST)
    best: tuple[float, float] | None = None
    for start, _ in starts.most_common(MOST_STARTS):
        near = sum(starts[start + shift] for shift in range(-3, 4))
        if near < COLUMN_ROWS:
            continue
        edge = start - SAME_LINE
        right = [row for row in rows if row["x0"] >= edge]
        top, bottom = min(row["top"] for row in right), max(row["bottom"] for row in right)
        beside = [row for row in rows if row["x0"] < edge and row["bottom"] > top and row["top"] < bottom]
        left = [row for row in beside if row["x1"] <= start]
        crossing = len(beside) - len(left)
        if (
            len(left) < COLUMN_ROWS
            or crossing > CROSSING * (len(left) + len(right))
            or is_margin(left, right)
        ):
            continue
        gap = min(start - max(row["x1"] for row in left), WIDEST_GAP)
        found = (near - 3 * crossing + gap / GAP_WORTH, edge)
        if best is None or found > best:
            best = found
    return best[1] if best else None


def is_margin(left: list[Row], right: list[Row]) -> bool:
    """Whether one of two columns only holds the dates, the headings or the places of the other one's lines."""
    for side in (left, right):
        dated = sum(bool(found := periods(row["text"])) and not without(row["text"], found) for row in side)
        if dated >= MARGIN_SHARE * len(side):
            return True
    return sum(map(is_heading, left)) >= RAIL_SHARE * len(left)


def join_columns(pages: list[list[Row]]) -> list[list[Row]]:
    """The pages, a column put after the one before it where that one goes on at the top of the next page."""
    found: list[list[Row]] = []
    held: list[Row] = []
    for page, after in zip_longest(pages, pages[1:], fillvalue=list[Row]()):
        kept, late = part_late_column(page, after)
        found.append(kept)
        if not late:
            found.append(held)
            held = []
        held += late
    return [*found, held]


def part_late_column(page: list[Row], after: list[Row]) -> tuple[list[Row], list[Row]]:
    """The page without its last column, and that column, where the first one goes on at the top of the next page."""
    gutter = find_gutter(page) if after else None
    if gutter is None or is_heading(after[0]):
        return page, []
    right = takewhile(lambda row: row["x0"] >= gutter, reversed(page))
    cut = len(page) - sum(1 for _ in right)
    late = page[cut:]
    early = page[:cut]
    if len(late) < COLUMN_ROWS or len(early) < COLUMN_ROWS or any(one["x0"] >= gutter for one in early):
        return page, []
    return (early, late) if all(row["x0"] < gutter for row in after[:COLUMN_ROWS]) else (page, [])
