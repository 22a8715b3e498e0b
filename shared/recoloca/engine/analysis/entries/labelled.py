"""Entries written as forms: a label before each value, in any order, also after the tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..lines.line import TextLine
from ..words.dates import Period, periods, without
from ..words.pieces import LABEL, LABELS
from ..words.places import take_place
from .entry import WorkEntry
from .headers import is_header_like
from .items import items

BLANK: Final = re.compile(r"^[\W_]*$")
"""What a form has where nothing is told: `Demissão: ---`."""


@dataclass(slots=True)
class Record:
    """The labels of one entry with their values, the line over them, and what is not labelled."""

    told: dict[str, str] = field(default_factory=dict)
    above: TextLine | None = None
    header: list[int] = field(default_factory=list)
    body: list[TextLine] = field(default_factory=list)
    first: int = 0
    last: int = 0


def records(lines: list[TextLine]) -> list[Record]:
    """The records of a form; a label that the one before already has begins the next."""
    found: list[Record] = []
    named = any((label := LABEL.match(line.body)) and label.group("company") for line in lines)
    for index, line in enumerate(lines):
        label = LABEL.match(line.body) if not line.bullet else None
        kind = kind_of(label) if label else None
        if label is None or kind is None:
            if found:
                found[-1].body.append(line)
                found[-1].last = line.n
            continue
        value = line.body if kind == "period" else label.group("rest").strip()
        if not found or (kind in found[-1].told and kind != "period") or begins_again(found[-1], kind, value):
            found.append(begin(found, lines[index - 1] if index and not named else None, line))
        keep(found[-1], kind, value, line)
    return found


def kind_of(label: re.Match[str]) -> str:
    return next(name for name in LABELS if label.group(name))


def begins_again(record: Record, kind: str, value: str) -> bool:
    """Whether a second period is the next entry's: the one before is whole, or has a start and this is one too."""
    if kind != "period" or kind not in record.told:
        return False
    one, other = periods_of(record.told[kind]), periods_of(value)
    return bool(one and one.start and (not one.current or (other and other.start)))


def begin(found: list[Record], above: TextLine | None, line: TextLine) -> Record:
    record = Record(first=line.n, last=line.n)
    if above and is_header_like(above) and not LABEL.match(above.body):
        record.above, record.first = above, above.n
        if found and above in found[-1].body:
            found[-1].body.remove(above)
    return record


def keep(record: Record, kind: str, value: str, line: TextLine) -> None:
    before = record.told.get(kind)
    record.told[kind] = f"{before} - {value}" if before and not BLANK.match(value) else before or value
    record.header.append(line.n)
    record.last = line.n


def periods_of(text: str) -> Period | None:
    """The range of a period's labels: the first, else what `since` and `until` make, else the one date."""
    found = periods(text)
    ranges = [one for one in found if one.is_range]
    return ranges[0] if ranges else (found[0] if found else None)


def read_form(lines: list[TextLine], margin: float) -> list[WorkEntry]:
    """The entries of a form; none where a record names neither position nor employer."""
    found = records(lines)
    if not all("title" in one.told or "company" in one.told for one in found):
        return []
    return [entry_of(record, margin) for record in found]


def entry_of(record: Record, margin: float) -> WorkEntry:
    company = record.told.get("company") or (record.above.body if record.above else None)
    employer, place = take_place(company) if company else (None, None)
    title = record.told.get("title", "")
    period = periods_of(record.told.get("period", "")) or next(
        (one for line in record.body for one in periods(line.text) if not without(line.text, (one,))), None
    )
    return WorkEntry(
        title=without(title, periods(title)).strip(" .") or None,
        company=employer.strip(" .|,–—-") if employer else None,
        location=record.told.get("location") or place,
        period=period,
        items=items(record.body, margin),
        header=record.header,
        extent=[record.first, record.last],
    )
