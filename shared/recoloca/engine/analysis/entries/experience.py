"""Experience entries: a period anchors each; the lines around it name the position and the employer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ..lines.line import Cell, TextLine
from ..words.dates import Period, periods, without
from ..words.pieces import LABEL
from ..words.places import is_place, take_place
from ..words.positions import company_score, title_score
from ..words.text import followed, trim
from .items import Item, items
from .spans import NAMED, Span, find_anchors, find_spans, header_texts, rest_of, undated
from .told import in_item, in_sentence

TITLE_WORDS: Final = 8
"""Words of the longest title that breaks over two lines."""
CLEAR: Final = 0.4
"""By how much one of two lines reads more like a position, at least."""
BARS: Final = re.compile(r"\s[|•·]\s|[,(]")
LOOSE_LABEL: Final = re.compile(r"^(?:empresa|cargo|fun[cç][aã]o)\s*[,:-]\s*(?=[A-ZÀ-Þ])", re.IGNORECASE)


@dataclass(slots=True)
class WorkEntry:
    title: str | None = None
    company: str | None = None
    location: str | None = None
    period: Period | None = None
    items: list[Item] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    extent: list[int] = field(default_factory=list)


def parse(lines: list[TextLine]) -> list[WorkEntry]:
    """The entries of a section in the order of their lines."""
    lines, sentences = take_sentences(rejoin(lines))
    anchors = find_anchors(lines)
    spans = find_spans(lines, anchors) if anchors else []
    busy = {index for span in spans for index in span.header}
    spans = close(lines, [*spans, *(Span(run[0], run[0], run, dated=False) for run in undated(lines, busy))])
    entries = read_spans(lines, spans) if spans else []
    if not entries and not sentences:
        entries = [entry for item in items(lines, edge(lines)) if (entry := from_item(item))]
    return sorted([*entries, *sentences], key=lambda entry: entry.extent[0])


def edge(lines: list[TextLine]) -> float:
    return max((line.x1 for line in lines), default=0.0)


def close(lines: list[TextLine], spans: list[Span]) -> list[Span]:
    """The spans in order, each ending where the next begins."""
    spans = sorted(spans, key=lambda span: span.first)
    for span, after in followed(spans):
        span.end = after.first if after else len(lines)
    return spans


def read_spans(lines: list[TextLine], spans: list[Span]) -> list[WorkEntry]:
    order = learn_order(lines, spans)
    margin = edge(lines)
    entries: list[WorkEntry] = []
    group: str | None = None
    for index, span in enumerate(spans):
        entry = build(lines, span, order, margin)
        if starts_group(lines, spans, index):
            group = entry.company
        elif group and under_group(span, entry):
            entry.company = group
        elif entry.company is None and entries and entry.title and span.first == span.anchor - 1:
            entry.company = entries[-1].company
        elif span.first < span.anchor or (entry.company and company_score(entry.company) > 0):
            group = None
        entries.append(entry)
    return ungroup(entries)


def starts_group(lines: list[TextLine], spans: list[Span], index: int) -> bool:
    """Whether an employer stands on a line of its own over the first of several roles that have none."""
    span, after = spans[index], spans[index + 1] if index + 1 < len(spans) else None
    return bool(
        after
        and span.first == span.anchor - 1
        and after.first == after.anchor
        and after.dated
        and rest_of(lines[span.anchor])
        and rest_of(lines[after.anchor])
        and title_score(lines[span.first].text) < title_score(rest_of(lines[span.anchor]))
    )


def under_group(span: Span, entry: WorkEntry) -> bool:
    """Whether a role with nothing over it belongs to the employer above: what else it names is an area."""
    plain = entry.company is None or company_score(entry.company) <= 0
    return span.first == span.anchor and bool(entry.title) and plain


def rejoin(lines: list[TextLine]) -> list[TextLine]:
    """The lines without a table's header, those joined that broke within a title or between two dates."""
    found: list[TextLine] = []
    for line in lines:
        before = found[-1] if found else None
        if is_table_header(line):
            continue
        if before and (goes_on(before, line) or ends_period(before, line)):
            cells = [*before.cells[:-1], joined_cell(before.cells[-1], line.cells[0]), *line.cells[1:]]
            found[-1] = replace(before, cells=cells, n=before.n)
        else:
            found.append(line)
    return found


def joined_cell(before: Cell, after: Cell) -> Cell:
    return before._replace(text=f"{before.text} {after.text.removeprefix('• ')}", x1=max(before.x1, after.x1))


def is_table_header(line: TextLine) -> bool:
    """`Empresa   Cargo   Período`: the names of a table's columns."""
    words = [cell.text for cell in line.cells] if len(line.cells) > 1 else line.text.split()
    return len(words) > 1 and all(LABEL.match(f"{word}:") for word in words)


def goes_on(before: TextLine, line: TextLine) -> bool:
    """`Assistente de Protocolo e Guarda` / `de Documentos (2015 à 2016)`: a period ends the second half of a title."""
    dates = periods(line.text)
    small = (
        line.text[:1].islower()
        and bool(dates)
        and dates[0].span[0] > 0
        and len(line.text.split()) <= TITLE_WORDS
    )
    return small and not before.bullet and not periods(before.text) and title_score(before.text) >= NAMED


def ends_period(before: TextLine, line: TextLine) -> bool:
    """`Admissão: 02/2019` / `Saída: 11/2022`."""
    one, other = periods(before.body), periods(line.body)
    begun = len(one) == 1 and one[0].start is not None and one[0].current
    return bool(begun and len(other) == 1 and other[0].until and not without(line.body, other))


def take_sentences(lines: list[TextLine]) -> tuple[list[TextLine], list[WorkEntry]]:
    """The lines without those that tell an entry in a sentence, and these entries."""
    kept: list[TextLine] = []
    entries: list[WorkEntry] = []
    for line in lines:
        told = in_sentence(line.body) if len(line.text.split()) > TITLE_WORDS // 2 else None
        if told and told.period:
            entries.append(
                WorkEntry(told.title, told.company, None, told.period, [], [line.n], [line.n, line.n])
            )
        else:
            kept.append(line)
    return kept, entries


def from_item(item: Item) -> WorkEntry | None:
    told = in_item(item.text) or in_sentence(item.text)
    if told is None:
        return None
    return WorkEntry(
        told.title, told.company, None, told.period, [], item.lines, [item.lines[0], item.lines[-1]]
    )


def ungroup(entries: list[WorkEntry]) -> list[WorkEntry]:
    """An employer's line with the whole time there, over positions within it, gives them the employer and goes."""
    kept: list[WorkEntry] = []
    group: WorkEntry | None = None
    for entry, after in followed(entries):
        if group and entry.title and entry.company in {None, group.company} and within(entry, group):
            entry.company = group.company
        else:
            group = None
        if (
            entry.company
            and not entry.title
            and not entry.items
            and after
            and after.title
            and within(after, entry)
        ):
            group = entry
            continue
        kept.append(entry)
    return kept


def within(inner: WorkEntry, outer: WorkEntry) -> bool:
    one, other = inner.period, outer.period
    if not (one and other and one.start and other.start):
        return False
    return one.start[:4] >= other.start[:4] and (
        other.end is None or (one.end or "9999")[:4] <= other.end[:4]
    )


def learn_order(lines: list[TextLine], spans: list[Span]) -> bool:
    """Whether the document names the position before the employer, judged by the entries where it is plain."""
    votes = 0.0
    for span in spans:
        pieces = [
            piece for index in span.header for piece in header_texts(lines[index]) if not is_place(piece)
        ]
        if len(pieces) >= 2:
            lead = (title_score(pieces[0]) - company_score(pieces[0])) - (
                title_score(pieces[1]) - company_score(pieces[1])
            )
            votes += (lead > 0.4) - (lead < -0.4)
    return votes > 0


def build(lines: list[TextLine], span: Span, title_first: bool, margin: float) -> WorkEntry:
    entry = WorkEntry(header=[lines[i].n for i in span.header])
    found = periods(lines[span.anchor].text) if span.dated else ()
    entry.period = next((p for p in found if p.is_range), found[0] if found else None)
    whole = whole_lines(lines, span)
    pieces: list[str] = []
    for index in span.header:
        line = lines[index]
        label = LABEL.match(line.body)
        if label:
            labelled(entry, label)
            continue
        if index in whole:
            pieces.append(line.body)
            continue
        for cell in line.cells:
            _, place = take_place(without(cell.text, periods(cell.text)))
            entry.location = entry.location or place
        pieces += header_texts(line)
    places_found = [piece for piece in pieces if is_place(piece)]
    entry.location = entry.location or (places_found[0].strip("() ") if places_found else None)
    assign(
        entry,
        [piece for piece in pieces if not is_place(piece)]
        or ([] if entry.title or entry.company else pieces),
        title_first,
    )
    header = set(span.header)
    body = [lines[i] for i in range(span.first, span.end) if i not in header]
    entry.items = items(body, margin)
    entry.extent = [lines[span.first].n, lines[span.end - 1].n]
    return entry


def whole_lines(lines: list[TextLine], span: Span) -> set[int]:
    """The two lines over a period alone that are each one name: employer and position, whatever dashes they hold."""
    above = [i for i in span.header if (i < span.anchor or not span.dated) and not periods(lines[i].text)]
    if len(above) != 2 or (span.dated and rest_of(lines[span.anchor])):
        return set()
    one, other = (lines[i] for i in above)
    plain = not any(
        len(line.cells) > 1 or is_place(line.text) or BARS.search(line.text) for line in (one, other)
    )
    scores = sorted(
        [title_score(one.text) - company_score(one.text), title_score(other.text) - company_score(other.text)]
    )
    return set(above) if plain and scores[1] >= NAMED and scores[1] - scores[0] > CLEAR else set()


def labelled(entry: WorkEntry, label: re.Match[str]) -> None:
    rest = without(label.group("rest"), periods(label.group("rest"))).strip(" .") or None
    if label.group("company"):
        entry.company = rest
    elif label.group("title"):
        entry.title = rest
    elif label.group("location"):
        entry.location = rest


def without_tasks(title: str) -> str:
    """`Vendedora, atendimento ao público`: what follows in small letters is what the person did."""
    first, comma, rest = title.partition(", ")
    return first if comma and rest[:1].islower() and title_score(first) >= NAMED else title


def assign(entry: WorkEntry, pieces: list[str], title_first: bool) -> None:
    """Position and employer among the pieces not yet labelled; the document's order decides what words do not."""
    pieces = [trim(LOOSE_LABEL.sub("", piece), " .,:") for piece in pieces]
    if entry.title is None and pieces:
        scores = [title_score(piece) - company_score(piece) for piece in pieces[:4]]
        best = max(range(len(scores)), key=lambda i: (scores[i], i == (0 if title_first else 1)))
        if scores[best] <= 0.4:
            if len(pieces) == 1 or entry.company:
                best = 0 if entry.company or (title_first and company_score(pieces[0]) <= 0) else -1
            else:
                best = 0 if title_first else 1
        if best >= 0:
            entry.title = without_tasks(pieces.pop(best))
    if entry.company is None and pieces:
        entry.company = pieces[0]
