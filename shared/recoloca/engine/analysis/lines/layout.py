"""From rows to the lines a person reads: cells of one line together, columns apart, page furniture dropped.

The content stream's order is kept; geometry only splits lines that mix columns and brings home what a
right-hand margin emitted late (places and dates set beside an entry).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from ..extract.rows import Extracted, Row
from ..words.dates import periods, without
from ..words.headings import heading_kind
from ..words.schools import are_study_columns
from ..words.text import fold, repair
from .beside import side_by_side
from .columns import split_columns, titled
from .line import SAME_LINE, SHORT, Cell, TextLine
from .margins import gather_margins
from .order import restore_order
from .wrapped import mend_periods

FURNITURE: Final = re.compile(
    r"^(?:(?:pagina|page|pag\.?|p\.)\s*)?\d{1,2}(?:\s*(?:/|de|of)\s*\d{1,2})?$|^curriculum vitae\s*[-"
    r"|]?\s*(?:pagina|page)?\s*\d*$"
    r"|^last updated\b.*|^(?:ultima )?atualiza(?:cao|do)\b.*\d{4}$"
)
RULE: Final = re.compile(r"(?:•\s)?[\s=_*~#.–—-]{3,}")
"""A line drawn with characters; what it underlines is a heading."""
PAGE_NUMBER: Final = re.compile(r"[\W\d]+|\b(?:page|pagina|of|de)\b")
MARGIN_LINES: Final = 3
JUSTIFIED: Final = 2
"""Gaps of a line that justification has made, at least."""
JUSTIFIED_SPREAD: Final = 2.0
"""Points by which they differ, at most."""
JUSTIFIED_WIDEST: Final = 3.0
"""Such a gap in sizes of the font, at most; the columns of a table stand further apart."""
RAIL_HEADINGS: Final = 2
"""Headings beside the first line of their section, from which on that is how the document sets them."""
LATE_BLOCK: Final = 4
"""A block of at most this many short lines beside earlier ones belongs to them."""


class Layout(NamedTuple):
    lines: list[TextLine]
    mixed: list[int]
    """Numbers of lines whose two columns an ATS would read as one."""
    beside: bool = False
    """Whether two columns of text are side by side on a page, whatever the order in which they are drawn."""


def arrange(document: Extracted) -> Layout:
    lines = mend_periods(visual_lines(restore_order(document["rows"])))
    lines = bring_home(gather_margins(lines))
    lines, mixed = split_columns(lines)
    lines = part_headings(drop_furniture(lines))
    for number, line in enumerate(lines, 1):
        line.n = number
    return Layout(lines, sorted({line.n for line in mixed if line.n}), side_by_side(document["rows"]))


def visual_lines(rows: list[Row]) -> list[TextLine]:
    lines: list[TextLine] = []
    last: tuple[int, int] | None = None
    for row in rows:
        text = repair(row["text"])
        if RULE.fullmatch(text) and lines and lines[-1].page == row["page"]:
            lines[-1].style = lines[-1].style or "heading"
        if not text or RULE.fullmatch(text):
            continue
        cell = Cell(text, row["x0"], row["x1"], row["bold"])
        place = (row["page"], row["line"])
        same = (lines and place == last and cell.x0 >= lines[-1].x1 - 2) or (
            lines and beside(lines[-1], row) and row["x0"] >= lines[-1].x1
        )
        if not (same and lines[-1].takes([cell])):
            lines.append(TextLine(row["page"], [cell], row["top"], row["bottom"], row["size"], row["style"]))
        last = place
    return [merge_bullet(close_up(line)) for line in lines]


def close_up(line: TextLine) -> TextLine:
    """A justified line whose wide gaps between words are all alike is one cell."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(line.cells)]
    letters = all(len(word) == 1 for cell in line.cells for word in cell.text.split())
    even = len(gaps) >= JUSTIFIED and max(gaps) - min(gaps) < JUSTIFIED_SPREAD
    if even and not letters and max(gaps) < JUSTIFIED_WIDEST * line.size:
        first, last = line.cells[0], line.cells[-1]
        line.cells = [first._replace(text=" ".join(cell.text for cell in line.cells), x1=last.x1)]
        line.refresh()
    return line


def merge_bullet(line: TextLine) -> TextLine:
    """A bullet set apart from its text is a bullet, not a cell."""
    if len(line.cells) > 1 and line.cells[0].text in {"•", "-", "–", "*", "o", "·", "»", ">"}:
        first, second, *rest = line.cells
        line.cells = [Cell("• " + second.text.removeprefix("• "), first.x0, second.x1, second.bold), *rest]
        line.refresh()
    return line


def beside(line: TextLine, row: Row) -> bool:
    return (
        line.page == row["page"]
        and abs(line.bottom - row["bottom"]) < SAME_LINE
        and abs(line.top - row["top"]) < 2 * SAME_LINE
    )


def bring_home(lines: list[TextLine]) -> list[TextLine]:
    """Join a short block that the stream emitted after the entry it stands beside to the lines of that entry."""
    kept: list[TextLine] = []
    index = 0
    while index < len(lines):
        block = lines[index : index + late_block(lines, index)]
        home = home_of(kept, block[0]) if block else None
        if home is not None and home.takes([cell for line in block for cell in line.cells]):
            index += len(block)
        else:
            take_margin(kept, lines[index])
            index += 1
    return kept


def take_margin(kept: list[TextLine], line: TextLine) -> None:
    """Append a line, joined to what a right-hand margin emitted early beside it (`float: right`)."""
    for place, earlier in enumerate(kept[-MARGIN_LINES:], max(0, len(kept) - MARGIN_LINES)):
        level = earlier.page == line.page and abs(earlier.bottom - line.bottom) < SAME_LINE
        if level and earlier.x0 > line.x1 and len(earlier.text) <= SHORT and not is_heading(earlier):
            line.cells.extend(earlier.cells)
            line.refresh()
            kept[place] = line
            return
    kept.append(line)


def late_block(lines: list[TextLine], index: int) -> int:
    """Lines of the short block that begins at `index` by jumping up the page; 0 when there is none."""
    if not index or not jumps(lines[index - 1], lines[index]):
        return 0
    size = 1
    while index + size < len(lines) and continues(lines[index + size - 1], lines[index + size]):
        size += 1
        if size > LATE_BLOCK:
            return 0
    block = lines[index : index + size]
    if column_goes_on(lines, index + size) or any(is_heading(line) for line in block):
        return 0
    return size if all(len(line.text) <= SHORT for line in block) else 0


def column_goes_on(lines: list[TextLine], index: int) -> bool:
    """Whether the line after a block stands below it in the same column: then it is a column, not a margin."""
    if index >= len(lines):
        return False
    last, after = lines[index - 1], lines[index]
    return after.page == last.page and after.top > last.top and after.x0 > last.x0 - 20


def is_heading(line: TextLine) -> bool:
    return heading_kind(line.text) is not None


def jumps(before: TextLine, line: TextLine) -> bool:
    return before.page == line.page and line.bottom < before.bottom - SAME_LINE and line.x0 > 150


def continues(before: TextLine, line: TextLine) -> bool:
    return before.page == line.page and 0 < line.top - before.top < 40 and abs(line.x1 - before.x1) < 4


def home_of(kept: list[TextLine], line: TextLine) -> TextLine | None:
    for earlier in reversed(kept[-40:]):
        if (
            earlier.page == line.page
            and abs(earlier.bottom - line.bottom) < SAME_LINE
            and line.x0 > earlier.x1
        ):
            return earlier
    return None


def part_headings(lines: list[TextLine]) -> list[TextLine]:
    """The lines, a heading set in a column beside its section's first line apart from it."""
    found: list[TextLine] = []
    rail = sum(len(line.cells) > 1 and titled(line.cells[0]) for line in lines) >= RAIL_HEADINGS
    for line in lines:
        if are_study_columns([cell.text for cell in line.cells]):
            found.append(line)
            continue
        title, *rest = line.cells
        known = bool(rest) and titled(title) and (title.bold or line.style == "heading" or rail)
        if known and without(rest[0].text, periods(rest[0].text)):
            found.append(TextLine(line.page, [title], line.top, line.bottom, line.size, line.style))
            found.append(TextLine(line.page, rest, line.top, line.bottom, line.size))
        else:
            found.append(line)
    return found


def drop_furniture(lines: list[TextLine]) -> list[TextLine]:
    """Without page numbers, and with running headers and footers only where they stand first."""
    pages = max((line.page for line in lines), default=1)
    seen: dict[str, int] = {}
    kept: list[TextLine] = []
    for line in lines:
        if FURNITURE.match(fold(line.text)):
            continue
        text = PAGE_NUMBER.sub("", fold(line.text))
        edge = pages > 1 and len(text) > 3 and (line.top < 80 or line.bottom > 750)
        numbered = line.bottom > 750 and text in seen and text.strip() != fold(line.text).strip()
        if edge and (numbered or seen.setdefault(text, line.page) != line.page):
            continue
        kept.append(line)
    return kept
