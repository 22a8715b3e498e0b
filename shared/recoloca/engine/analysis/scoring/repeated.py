"""What a CV says twice: it counts once, and is named to the owner."""

from __future__ import annotations

from ..cv.understand import Cv
from ..entries.entry import WorkEntry
from ..entries.items import Item
from ..words.text import key


def distinct_items(items: list[Item]) -> list[Item]:
    """Each bullet or sentence once, at its first place; case, accents and punctuation make no difference."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(key(item.text), item)
    return list(found.values())


def identity(entry: WorkEntry) -> tuple[str, str, str | None, str | None]:
    start, end = (entry.period.start, entry.period.end) if entry.period else (None, None)
    return key(entry.title or ""), key(entry.company or ""), start, end


def distinct_entries(entries: list[WorkEntry]) -> list[WorkEntry]:
    """Each position once: the same title, employer and period is the same position."""
    found: dict[object, WorkEntry] = {}
    for entry in entries:
        found.setdefault(identity(entry), entry)
    return list(found.values())


def repeated_lines(cv: Cv) -> list[int]:
    """The first line of each position at its second place, in reading order."""
    kept = {id(entry) for entry in distinct_entries(cv.entries)}
    again: dict[object, int] = {}
    for entry in cv.entries:
        if id(entry) not in kept and entry.header and entry.period:
            again.setdefault(identity(entry), entry.header[0])
    return list(again.values())
