"""Where each entry of an experience section begins, and which of its lines name position and employer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .dates import DURATION, periods, without
from .lexicon import places
from .lines import Line
from .pieces import (
    CONTRACT,
    LABEL,
    SLASH,
    STRONG,
    company_score,
    is_header_like,
    is_place,
    split_pieces,
    take_place,
    title_score,
)
from .text import fold, key

MAX_ABOVE: Final = 3
LONGEST_ITEM: Final = 40
"""Lines of one bullet, at most."""


@dataclass(slots=True)
class Span:
    """The lines of one entry by index into the section: header lines, then what describes it."""

    anchor: int
    first: int
    header: list[int]
    end: int = 0


def find_anchors(lines: list[Line]) -> list[int]:
    ranges = [
        i for i, line in enumerate(lines) if any(p.is_range for p in periods(line.text)) and short_rest(line)
    ]
    anchors = [i for i in ranges if not lines[i].bullet] or ranges
    if anchors:
        return sorted([*anchors, *lone_dates(lines, anchors)])
    return [
        i
        for i, line in enumerate(lines)
        if periods(line.text) and short_rest(line) and not line.bullet and len(rest_of(line)) < 70
    ]


def lone_dates(lines: list[Line], anchors: list[int]) -> list[int]:
    """Lines that open with a single date where all ranges open theirs, and are set alike: `2016/09 - Company`."""
    if not anchors or any(periods(lines[i].text)[0].span[0] > 2 for i in anchors):
        return []
    model = lines[anchors[0]]
    known = set(anchors)
    return [
        i
        for i, line in enumerate(lines)
        if i not in known
        and (found := periods(line.text))
        and found[0].span[0] <= 2
        and rest_of(line)
        and short_rest(line)
        and line.bold == model.bold
        and abs(line.x0 - model.x0) < 2
        and abs(line.size - model.size) < 0.6
    ]


def short_rest(line: Line) -> bool:
    rest = rest_of(line)
    return (
        len(rest) <= 110 and len(rest.split()) <= 15 and not (rest.endswith(".") and len(rest.split()) > 6)
    ) or bool(re.search(r"(?:ltda|inc|s\.a)\.$", rest, re.IGNORECASE))


def rest_of(line: Line) -> str:
    found = periods(line.body)
    chosen = tuple(p for p in found if p.is_range) or found
    rest = without(line.body, chosen)
    label = LABEL.match(rest)
    return (
        ""
        if label and label.group("period") and len(label.group("rest")) < 4
        else re.sub(r"^(?:per[ií]odo|period|data)\s*:?\s*$", "", rest, flags=re.IGNORECASE)
    )


def find_spans(lines: list[Line], anchors: list[int]) -> list[Span]:
    if not anchors:
        return []
    above = count_above(lines, anchors[0])
    spans: list[Span] = []
    for position, anchor in enumerate(anchors):
        floor = spans[-1].header[-1] + 1 if spans else 0
        first = anchor
        most = above or int(not rest_of(lines[anchor]) and bool(rest_of(lines[anchors[0]])))
        while first > floor and anchor - first < most and fits(lines, first - 1, anchors[0], above, anchor):
            most += is_noise(lines[first - 1].text)
            first -= 1
        limit = anchors[position + 1] if position + 1 < len(anchors) else len(lines)
        spans.append(Span(anchor, first, header_lines(lines, first, anchor, limit, above)))
    for span, after in zip(spans, [*spans[1:], None], strict=True):
        span.end = after.first if after else len(lines)
    return spans


def count_above(lines: list[Line], anchor: int) -> int:
    """Header lines over the first anchor: the document's habit."""
    count = 0
    while count < MAX_ABOVE and anchor - count - 1 >= 0 and is_header_like(lines[anchor - count - 1]):
        count += 1
    return count


def fits(lines: list[Line], index: int, first_anchor: int, above: int, anchor: int) -> bool:
    """Whether a line over an anchor is set like the one at its place over the first anchor."""
    line = lines[index]
    model = first_anchor - (anchor - index)
    if not is_header_like(line) or continues_item(lines, index):
        return False
    if not above or model < 0 or model >= first_anchor or first_anchor == anchor:
        return True
    alike = [lines[i] for i in range(first_anchor - above, first_anchor)]
    return any(line.bold == other.bold and abs(line.size - other.size) < 0.8 for other in alike)


def continues_item(lines: list[Line], index: int) -> bool:
    """Whether a line without a bullet carries on the bullet before it (indented like its text)."""
    near = reversed(lines[max(0, index - LONGEST_ITEM) : index])
    before = next((line for line in near if line.bullet), None)
    return (
        before is not None
        and before.page == lines[index].page
        and lines[index].x0 > before.x0 + 3
        and lines[index].size <= before.size + 0.4
        and not lines[index].bold
    )


def header_lines(lines: list[Line], first: int, anchor: int, limit: int, above: int) -> list[int]:
    """From the first line above to those below the anchor that are still needed to name position and employer."""
    header = list(range(first, anchor + 1))
    pieces = count_pieces(lines, header)
    index = anchor + 1
    while index < limit and pieces < 2 and len(header) < 5 and is_header_like(lines[index]):
        if above and index + 1 < limit and pieces and not named(lines[index]):
            break
        if limit < len(lines) and limit - index <= above:
            break
        header.append(index)
        pieces = count_pieces(lines, header)
        index += 1
    while index < limit and (
        LABEL.match(lines[index].text) or is_place(lines[index].text.strip("• ")) or only_label(lines[index])
    ):
        header.append(index)
        index += 1
    return header


def named(line: Line) -> bool:
    return title_score(line.text) > 0.9 or company_score(line.text) > 0


def only_label(line: Line) -> bool:
    return bool(CONTRACT.match(fold(line.text.strip("• ()"))))


def count_pieces(lines: list[Line], header: list[int]) -> int:
    return len([piece for index in header for piece in header_texts(lines[index]) if not is_place(piece)])


def header_texts(line: Line) -> list[str]:
    """The line's pieces apart from its period, contract type and duration."""
    rest = rest_of(line) if periods(line.body) else line.body
    if whole_place(rest):
        return [rest]
    cells = [without(cell.text, periods(cell.text)) for cell in line.cells] if len(line.cells) > 1 else [rest]
    texts = [take_place(cell.removeprefix("• "))[0] for cell in cells if cell]
    if len(texts) == 1 and len(STRONG.split(texts[0])) == 1 and periods(line.body):
        texts = SLASH.split(texts[0])
    pieces = split_pieces(texts)
    return [piece for piece in pieces if not is_noise(piece) and re.search(r"[^\W\d_]{2}", piece)]


def whole_place(text: str) -> bool:
    """`Belo Horizonte, Minas Gerais, Brasil`, and not `Hospital La Paz, Madrid`."""
    parts = text.strip(" ()").split(", ")
    return 1 < len(parts) <= 4 and is_place(text) and all(key(part) in places() for part in parts)


def is_noise(piece: str) -> bool:
    """A kind of contract, or how long it lasted (`4 anos 2 meses`)."""
    return bool(CONTRACT.match(fold(piece)) or re.fullmatch(rf"(?:{DURATION})+", piece, re.IGNORECASE))
