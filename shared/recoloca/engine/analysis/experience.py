"""Experience entries: a period anchors each; the lines around it name the position and the employer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from .dates import Period, periods, without
from .items import Item, items
from .lines import Line
from .pieces import (
    LABEL,
    company_score,
    is_place,
    take_place,
    title_score,
)
from .spans import Span, find_anchors, find_spans, header_texts


@dataclass(slots=True)
class Entry:
    title: str | None = None
    company: str | None = None
    location: str | None = None
    period: Period | None = None
    items: list[Item] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    extent: list[int] = field(default_factory=list)


def parse(lines: list[Line]) -> list[Entry]:
    anchors = find_anchors(lines)
    if not anchors:
        return []
    spans = find_spans(lines, anchors)
    order = learn_order(lines, spans)
    margin = max(line.x1 for line in lines)
    entries: list[Entry] = []
    for span in spans:
        entry = build(lines, span, order, margin)
        if entry.company is None and entries and entry.title and span.first == span.anchor - 1:
            entry.company = entries[-1].company
        entries.append(entry)
    return ungroup(entries)


def ungroup(entries: list[Entry]) -> list[Entry]:
    """An employer's line with the whole time there, over positions within it, gives them the employer and goes."""
    kept: list[Entry] = []
    group: Entry | None = None
    for entry, after in zip_longest(entries, entries[1:]):
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


def within(inner: Entry, outer: Entry) -> bool:
    one, other = inner.period, outer.period
    if not (one and other and one.start and other.start):
        return False
    return one.start[:4] >= other.start[:4] and (
        other.end is None or (one.end or "9999")[:4] <= other.end[:4]
    )


def learn_order(lines: list[Line], spans: list[Span]) -> bool:
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


def build(lines: list[Line], span: Span, title_first: bool, margin: float) -> Entry:
    entry = Entry(header=[lines[i].n for i in span.header])
    found = periods(lines[span.anchor].text)
    entry.period = next((p for p in found if p.is_range), found[0])
    pieces: list[str] = []
    for index in span.header:
        line = lines[index]
        label = LABEL.match(line.body)
        if label:
            labelled(entry, label)
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


def labelled(entry: Entry, label: re.Match[str]) -> None:
    rest = without(label.group("rest"), periods(label.group("rest"))).strip(" .") or None
    if label.group("company"):
        entry.company = rest
    elif label.group("title"):
        entry.title = rest
    elif label.group("location"):
        entry.location = rest


def assign(entry: Entry, pieces: list[str], title_first: bool) -> None:
    """Position and employer among the pieces not yet labelled; the document's order decides what words do not."""
    pieces = [piece.strip(" .,:") for piece in pieces]
    if entry.title is None and pieces:
        scores = [title_score(piece) - company_score(piece) for piece in pieces[:4]]
        best = max(range(len(scores)), key=lambda i: (scores[i], i == (0 if title_first else 1)))
        if scores[best] <= 0.4:
            if len(pieces) == 1 or entry.company:
                best = 0 if entry.company or (title_first and company_score(pieces[0]) <= 0) else -1
            else:
                best = 0 if title_first else 1
        if best >= 0:
            entry.title = pieces.pop(best)
    if entry.company is None and pieces:
        entry.company = pieces[0]
