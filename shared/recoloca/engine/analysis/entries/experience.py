"""Experience entries: a period anchors each; the lines around it name the position and the employer."""

from __future__ import annotations

import re
from typing import Final

from ..lines.line import TextLine
from ..words.dates import periods, without
from ..words.pieces import LABEL, at_separators
from ..words.places import is_place, take_place
from ..words.positions import company_score, title_score
from ..words.text import fold, followed, trim
from .entry import WorkEntry
from .items import Item, items
from .labelled import read_form
from .limits import NAMED
from .prepare import TITLE_WORDS, prepare
from .spans import Span, find_anchors, find_spans, header_texts, rest_of
from .told import in_item, in_sentence
from .undated import undated

CLEAR: Final = 0.4
"""By how much one of two lines reads more like a position, at least."""
BARS: Final = re.compile(r"\s[|•·]\s|[,(]")
LOOSE_LABEL: Final = re.compile(r"^(?:empresa|cargo|fun[cç][aã]o)\s*[,:-]\s*(?=[A-ZÀ-Þ])", re.IGNORECASE)


def parse(lines: list[TextLine]) -> list[WorkEntry]:
    """The entries of a section in the order of their lines."""
    lines, sentences = take_sentences(prepare(lines))
    anchors = find_anchors(lines)
    spans = find_spans(lines, anchors) if anchors else []
    busy = {index for span in spans for index in span.header}
    spans = close(lines, [*spans, *(Span(run[0], run[0], run, dated=False) for run in undated(lines, busy))])
    entries = fuller(read_spans(lines, spans) if spans else [], read_form(lines, edge(lines)))
    if not entries and not sentences:
        found = items(lines, edge(lines))
        entries = [entry for item in found if (entry := from_item(item))] or listed(found)
    return sorted([*entries, *sentences], key=lambda entry: entry.extent[0])


def fuller(entries: list[WorkEntry], forms: list[WorkEntry]) -> list[WorkEntry]:
    """The reading as a form where it tells more of the entries whole; else the one by where periods stand."""
    return forms if sum(map(is_whole, forms)) > sum(map(is_whole, entries)) else entries


def is_whole(entry: WorkEntry) -> bool:
    return bool(entry.title and entry.company and entry.period)


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
        elif entry.company is None and entries and entry.title and shares_employer(spans, index, entries[-1]):
            entry.company = entries[-1].company
        elif span.first < span.anchor or (entry.company and company_score(entry.company) > 0):
            group = None
        entries.append(entry)
    return ungroup(entries)


def shares_employer(spans: list[Span], index: int, before: WorkEntry) -> bool:
    """Whether a role under its own title alone belongs to the employer before, which stands on a line of its own."""
    span, other = spans[index], spans[index - 1]
    own_line = len(other.header) > 2 or other.first < other.anchor - 1 or not before.title
    return span.first == span.anchor - 1 and own_line


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


def listed(found: list[Item]) -> list[WorkEntry]:
    """`Padaria Sol - Balconista (1 ano)`: items of employer and position, whichever stands first in most of them."""
    pairs = [(item, split_item(item.text)) for item in found]
    both = [(item, pair) for item, pair in pairs if pair]
    first, second = (sum(title_score(pair[side]) >= NAMED for _, pair in both) for side in (0, 1))
    if not both or 2 * max(first, second) < len(found):
        return []
    side = 0 if first > second else 1
    return [
        WorkEntry(pair[side], pair[1 - side], None, None, [], item.lines, [item.lines[0], item.lines[-1]])
        for item, pair in both
    ]


def split_item(text: str) -> tuple[str, str] | None:
    """The two pieces of an item of a list without dates, how long it lasted left out."""
    pieces = [piece for piece in at_separators(LASTED.sub("", text)) if not is_place(piece)]
    if len(pieces) == 1:
        named = AS.split(pieces[0], maxsplit=1)
        pieces = [trim(named[1]), trim(named[0])] if len(named) == 2 else pieces
    return (take_place(pieces[0])[0], take_place(pieces[1])[0].rstrip(".")) if len(pieces) == 2 else None


LASTED: Final = re.compile(
    r"(?:(?<!\s)\s+)?\([^()]{0,40}\b(?:anos?|m[eê]s(?:es)?|years?|months?)\b[^()]{0,40}\)\s*\.?$",
    re.IGNORECASE,
)
AS: Final = re.compile(r"(?<!\s)\s+(?:como|as an?)\s+", re.IGNORECASE)


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
    entry.company = entry.company or (own_account(lines, span) if entry.title else None)
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


OWN_ACCOUNT: Final = re.compile(
    r"^(?:(?:profissional )?autonom[oa]|freelancer?|mei|(?:por )?conta propria|self-employed|independiente)$"
)
"""Words in the place of an employer that mean self-employed work, folded."""


def own_account(lines: list[TextLine], span: Span) -> str | None:
    pieces = [piece for index in span.header for piece in at_separators(rest_of(lines[index]))]
    return next((piece for piece in pieces if OWN_ACCOUNT.match(fold(piece))), None)
