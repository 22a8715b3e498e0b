"""Advice on the periods of a CV: gaps, overlaps, ends before starts, short stays, formats, length for the seniority."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from ..cv.understand import Cv
from ..entries.entry import WorkEntry
from ..scoring.repeated import distinct_entries
from ..words.text import fold

GAP: Final = 6
"""A gap of more months than this gets advice. The product set this limit; no law or study does."""
OVERLAP: Final = 6
SHORT: Final = 4
"""Months below which a stay is asked about: three are the longest trial of the labour code (CLT, art. 445)."""
MARKED: Final = re.compile(
    r"\b(?:estagi|estagiari|trainee|temporari|freelanc|pj\b|autonom|jovem aprendiz|aprendiz|contrato|intern|temporary"
    r"|contractor|voluntari|volunteer|becari|projeto|consultor)"
)
FORMATS: Final = (
    ("03/2021", re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b")),
    ("01/03/2021", re.compile(r"\b\d{1,2}/\d{1,2}/(?:19|20)\d\d\b")),
    ("mar/2021", re.compile(r"\b(?:jan|fev|feb|mar|abr|apr|mai|may|jun|jul|ago|aug|set|sep|out|oct|nov|dez|dec)\.?[/ ]"
                            r"(?:de )?(?:19|20)\d\d\b")),
    ("março de 2021", re.compile(r"\b(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro"
                                 r"|dezembro|january|february|march|april|june|july|august|september|october|november"
                                 r"|december)(?: de| of)? (?:19|20)\d\d\b")),
)  # fmt: skip
YOUNG: Final = 5
SENIOR: Final = 15
"""Years of experience below which one page, and two pages, are enough."""


class Caution(NamedTuple):
    id: str
    """By `caution_texts.TEXTS`."""
    line: int | None
    facts: dict[str, object]


def period_cautions(cv: Cv) -> Iterator[Caution]:
    spans = sorted(_spans(cv), key=lambda span: span[:2])
    for start, end, entry in spans:
        if end < start:
            yield Caution("backwards", entry.header[0], {})
    forward = [span for span in spans if span[1] >= span[0]]
    yield from _gaps(forward)
    yield from _overlaps(forward)
    yield from _short(forward, cv)
    yield from _formats(cv)
    yield from _length(forward, cv)


def _spans(cv: Cv) -> Iterator[tuple[int, int, WorkEntry]]:
    """First and last month (months since year 0) of each position that tells both to the month."""
    now = _latest(cv)
    for entry in distinct_entries(cv.entries):
        period = entry.period
        if not (period and entry.header and period.start and len(period.start) > 4):
            continue
        if period.current:
            yield _months(period.start), max(now, _months(period.start)), entry
        elif period.end and len(period.end) > 4:
            yield _months(period.start), _months(period.end), entry


def _latest(cv: Cv) -> int:
    dates = [
        when
        for entry in cv.entries
        if entry.period
        for when in (entry.period.start, entry.period.end)
        if when
    ]
    return max((_months(when) for when in dates), default=0)


def _months(when: str) -> int:
    return int(when[:4]) * 12 + (int(when[5:7]) if len(when) > 4 else 12)


def _gaps(spans: list[tuple[int, int, WorkEntry]]) -> Iterator[Caution]:
    """Times of more than six months between two positions, at the later one; advice only."""
    reached = spans[0][1] if spans else 0
    for start, end, entry in spans[1:]:
        if start - reached - 1 > GAP:
            yield Caution("gap", entry.header[0], {"months": start - reached - 1})
        reached = max(reached, end)


def _overlaps(spans: list[tuple[int, int, WorkEntry]]) -> Iterator[Caution]:
    """Two employers at the same time for more than six months, at the later one; once."""
    for (_, ended, before), (start, end, entry) in pairwise(spans):
        shared = min(ended, end) - start + 1
        if shared > OVERLAP and fold(before.company or "") != fold(entry.company or ""):
            yield Caution("overlap", entry.header[0], {"months": shared})
            return


def _short(spans: list[tuple[int, int, WorkEntry]], cv: Cv) -> Iterator[Caution]:
    """A position of less than four months that does not tell its kind of contract; once."""
    for start, end, entry in spans:
        told = " ".join(cv.lines[line - 1].text for line in entry.header)
        over = not (entry.period and entry.period.current)
        if over and end - start + 1 < SHORT and not MARKED.search(fold(told)):
            yield Caution("contract", entry.header[0], {"months": end - start + 1})
            return


def _formats(cv: Cv) -> Iterator[Caution]:
    """Periods written in several ways, at the first line that differs from the first period's."""
    seen: dict[str, int] = {}
    for entry in cv.entries:
        for line in entry.header:
            folded = fold(cv.lines[line - 1].text)
            for name, pattern in FORMATS:
                if pattern.search(folded):
                    seen.setdefault(name, line)
    if len(seen) > 1:
        yield Caution("date_format", list(seen.values())[1], {"found": ", ".join(seen)})


def _length(spans: list[tuple[int, int, WorkEntry]], cv: Cv) -> Iterator[Caution]:
    """More pages than the years of experience fill: one below 5 years, two below 15."""
    if not spans:
        return
    years = round((max(end for _, end, _ in spans) - spans[0][0] + 1) / 12)
    best = 1 if years < YOUNG else 2 if years < SENIOR else 3
    pages = cv.document["pages"]
    if pages > max(best, 2) or (pages == 2 and best == 1):
        yield Caution("length", None, {"pages": pages, "years": years, "best": best})
