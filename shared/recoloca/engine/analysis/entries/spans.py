"""Where each entry of an experience section begins, and which of its lines name position and employer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..lines.line import TextLine
from ..words.dates import DURATION, Period, periods, without
from ..words.lexicon import places
from ..words.pieces import LABEL, LABELS, SLASH, STRONG, split_pieces, starts_with_verb
from ..words.places import is_place, take_place
from ..words.positions import CONTRACT, company_score, title_score
from ..words.text import fold, followed, key
from .headers import is_header_like
from .limits import NAMED
from .numbers import ENTRY

MAX_ABOVE: Final = 3
LONGEST_ITEM: Final = 40
"""Lines of one bullet, at most."""
SURE: Final = 1.5
"""The score of a piece that is a known title."""
OPENING: Final = 2
"""Characters before a period that opens its line, at most."""
PROSE_WORDS: Final = 5
"""Words of the first line of a paragraph, at least."""


@dataclass(slots=True)
class Span:
    """The lines of one entry by index into the section: header lines, then what describes it."""

    anchor: int
    first: int
    header: list[int]
    end: int = 0
    dated: bool = True


def find_anchors(lines: list[TextLine]) -> list[int]:
    """Indexes of the lines whose period, or how long the work lasted, dates an entry."""
    ranges = [
        i
        for i, line in enumerate(lines)
        if dates_entry(line) and short_rest(line) and not in_bullet(lines, i)
    ]
    anchors = [i for i in ranges if not lines[i].bullet] or ranges
    if anchors:
        return sorted({*anchors, *lone_dates(lines, anchors), *(i for i in ranges if only_period(lines[i]))})
    return [
        i
        for i, line in enumerate(lines)
        if periods(line.text) and short_rest(line) and not line.bullet and len(rest_of(line)) < 70
    ] or [i for i, line in enumerate(lines) if lasted(line)]


def dates_entry(line: TextLine) -> bool:
    """Whether a line has a period with its start, or only the end and nothing else: `Até março de 2019`."""
    found = periods(line.text)
    return any(one.is_range for one in found) or (
        len(found) == 1 and found[0].until and not rest_of(line) and not LABEL.match(line.body)
    )


ENDED: Final = re.compile(r"[.;:!)]$")
SINCE: Final = re.compile(r"^(?:since|desde|from|until|at[eé]|hasta)\b")
"""What goes on with the sentence of the line before: `… orders handled` / `since March 2018`."""


def in_bullet(lines: list[TextLine], index: int) -> bool:
    """Whether a line carries on the sentence of a bullet, so that its dates are part of what was done."""
    found, before = periods(lines[index].text), index
    opens = bool(found) and found[0].span[0] <= OPENING
    if opens and (not index or ENDED.search(lines[index - 1].text) or not SINCE.match(lines[index].text)):
        return False
    while before > max(0, index - LONGEST_ITEM) and lines[before].text[:1].islower():
        before -= 1
    return before < index and lines[before].bullet


def only_period(line: TextLine) -> bool:
    return line.bullet and not rest_of(line)


def lasted(line: TextLine) -> bool:
    """`Recepcionista - 3 anos e 9 meses`: a title with how long the work lasted."""
    if not re.search(DURATION, line.text, re.IGNORECASE) or line.bullet or not is_header_like(line):
        return False
    return title_score(without(line.body, ())) >= NAMED


def lone_dates(lines: list[TextLine], anchors: list[int]) -> list[int]:
    """Lines with a single date that date an entry as the ranges of others do: set alike, or naming a position."""
    models = [lines[i] for i in anchors]
    opening = all(periods(line.text)[0].span[0] <= 2 for line in models)
    known = set(anchors)
    return [
        i
        for i, line in enumerate(lines)
        if i not in known
        and not line.bullet
        and (found := periods(line.text))
        and not found[0].is_range
        and (rest_of(line) or LABEL.match(line.text))
        and short_rest(line)
        and dates_like(line, found, models, opening)
    ]


def dates_like(line: TextLine, found: tuple[Period, ...], models: list[TextLine], opening: bool) -> bool:
    alike = any(
        line.bold == model.bold and abs(line.x0 - model.x0) < 2 and abs(line.size - model.size) < 0.6
        for model in models
    )
    if opening and found[0].span[0] <= 2:
        return alike
    label = LABEL.match(line.body)
    if label and label.group("period"):
        return True
    ends = found[-1].span[1] >= len(line.text.rstrip(" ).")) - 1
    looks = alike and (line.bold or len(models) > 1)
    return ends and is_header_like(line) and (title_score(rest_of(line)) >= SURE or (looks and line.bold))


def short_rest(line: TextLine) -> bool:
    rest = rest_of(line)
    opens = any(period.is_range and period.span[0] <= 2 for period in periods(line.text))
    sentence = rest.endswith(".") and len(rest.split()) > 6 and (not opens or starts_with_verb(rest))
    return (len(rest) <= 110 and len(rest.split()) <= 15 and not sentence) or bool(
        re.search(r"(?:ltda|inc|s\.a|s\.l)\.$", rest, re.IGNORECASE)
    )


def rest_of(line: TextLine) -> str:
    found = periods(line.body)
    chosen = tuple(p for p in found if p.is_range) or found
    rest = without(line.body, chosen)
    label = LABEL.match(rest)
    return (
        ""
        if label and label.group("period") and len(label.group("rest")) < 4
        else re.sub(r"^(?:per[ií]odo|period|data)\s*:?\s*$", "", rest, flags=re.IGNORECASE)
    )


def find_spans(lines: list[TextLine], anchors: list[int]) -> list[Span]:
    if not anchors:
        return []
    above = count_above(lines, anchors[0])
    spans: list[Span] = []
    for position, anchor in enumerate(anchors):
        floor = spans[-1].header[-1] + 1 if spans else 0
        first = anchor
        most = (
            above
            or int(lines[anchor].bullet)
            or int(not rest_of(lines[anchor]) and bool(rest_of(lines[anchors[0]])))
        )
        while first > floor and lines[first - 1].bullet and LABEL.match(lines[first - 1].body):
            first -= 1
            most += 2
        while (
            first > floor
            and anchor - first < most
            and lines[first].style != ENTRY
            and fits(lines, first - 1, anchors[0], above, anchor)
        ):
            most += is_noise(lines[first - 1].text)
            first -= 1
        limit = anchors[position + 1] if position + 1 < len(anchors) else len(lines)
        spans.append(Span(anchor, first, header_lines(lines, first, anchor, limit, above)))
    for span, after in followed(spans):
        span.end = after.first if after else len(lines)
    return spans


def count_above(lines: list[TextLine], anchor: int) -> int:
    """Header lines over the first anchor: the document's habit."""
    count = 0
    if lines[anchor].style == ENTRY:
        return 0
    while count < MAX_ABOVE and anchor - count - 1 >= 0 and is_header_like(lines[anchor - count - 1]):
        count += 1
    return count


def fits(lines: list[TextLine], index: int, first_anchor: int, above: int, anchor: int) -> bool:
    """Whether a line over an anchor is set like the one at its place over the first anchor."""
    line = lines[index]
    model = first_anchor - (anchor - index)
    if not is_header_like(line) or continues_item(lines, index):
        return False
    if not above or model < 0 or model >= first_anchor or first_anchor == anchor:
        return True
    alike = [lines[i] for i in range(first_anchor - above, first_anchor)]
    return any(line.bold == other.bold and abs(line.size - other.size) < 0.8 for other in alike)


def continues_item(lines: list[TextLine], index: int) -> bool:
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


def header_lines(lines: list[TextLine], first: int, anchor: int, limit: int, above: int) -> list[int]:
    """From the first line above to those below the anchor that are still needed to name position and employer."""
    header = list(range(first, anchor + 1))
    pieces = count_pieces(lines, header)
    index = anchor + 1
    if index < limit and not pieces and names_entry(lines[index]):
        header.append(index)
        return header
    while index < limit and pieces < 2 and len(header) < 5 and is_header_like(lines[index]):
        if above and index + 1 < limit and pieces and not named(lines[index]):
            break
        if limit < len(lines) and limit - index <= above:
            break
        if is_prose(lines, index, anchor):
            break
        header.append(index)
        pieces = count_pieces(lines, header)
        index += 1
    while index < limit and (
        new_label(lines, header, index) or is_place(lines[index].text.strip("• ")) or only_label(lines[index])
    ):
        header.append(index)
        index += 1
    return header


def names_entry(line: TextLine) -> bool:
    """Whether a bullet under a period alone names position and employer: `• Recepcionista, Clínica Boa Vista`."""
    pieces = split_pieces([line.body]) if line.bullet else []
    return len(pieces) >= 2 and title_score(pieces[0]) >= NAMED and not starts_with_verb(line.body)


def new_label(lines: list[TextLine], header: list[int], index: int) -> bool:
    """Whether a line is a form's label that the header does not have yet; else it begins the next entry."""
    label = LABEL.match(lines[index].body)
    if not label:
        return False
    told = {kind_of(one) for i in header if (one := LABEL.match(lines[i].body))}
    return kind_of(label) not in told


def kind_of(label: re.Match[str]) -> str:
    return next(name for name in LABELS if label.group(name))


def named_whole(line: TextLine) -> bool:
    return title_score(line.text) >= SURE and len(line.text.split()) < PROSE_WORDS


def is_prose(lines: list[TextLine], index: int, anchor: int) -> bool:
    """Whether a line under an anchor begins a paragraph: it fills its column and the next goes on in small letters."""
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None or (line.bold and lines[anchor].bold) or named_whole(line):
        return False
    goes_on = after.text[:1].islower() and not after.bullet and not periods(after.text)
    return goes_on and len(line.text.split()) >= PROSE_WORDS


def named(line: TextLine) -> bool:
    return title_score(line.text) > NAMED or company_score(line.text) > 0


def only_label(line: TextLine) -> bool:
    return bool(CONTRACT.match(fold(line.text.strip("• ()"))))


def count_pieces(lines: list[TextLine], header: list[int]) -> int:
    return len([piece for index in header for piece in header_texts(lines[index]) if not is_place(piece)])


def header_texts(line: TextLine) -> list[str]:
    """The line's pieces apart from its period, contract type and duration."""
    rest = rest_of(line) if periods(line.body) else line.body
    if whole_place(rest):
        return [rest]
    cells = [without(cell.text, periods(cell.text)) for cell in line.cells] if len(line.cells) > 1 else [rest]
    texts = [take_place(cell.removeprefix("• "))[0] for cell in cells if cell]
    if len(texts) == 1 and len(STRONG.split(texts[0])) == 1 and periods(line.body):
        texts = SLASH.split(texts[0])
    pieces = [piece if is_place(piece) else take_place(piece)[0] for piece in split_pieces(texts)]
    return [piece for piece in pieces if not is_noise(piece) and re.search(r"[^\W\d_]{2}", piece)]


def whole_place(text: str) -> bool:
    """`Belo Horizonte, Minas Gerais, Brasil`, and not `Hospital La Paz, Madrid`."""
    parts = text.strip(" ()").split(", ")
    return 1 < len(parts) <= 4 and is_place(text) and all(key(part) in places() for part in parts)


def is_noise(piece: str) -> bool:
    """A kind of contract, or how long it lasted (`4 anos 2 meses`)."""
    if CONTRACT.match(fold(piece)):
        return True
    return bool(piece) and not re.sub(DURATION, "", piece, flags=re.IGNORECASE)
