"""A document as plain text: headings on lines of their own, `- ` before each bullet, one empty line between entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .entries import Entry
from .outline import Outline

BETWEEN: Final = " — "
"""Between a job title and the employer, or a degree and the school."""

DETAIL: Final = " | "
"""Between an employer and its place, which may have commas itself."""


def render(document: Outline) -> str:
    """The text of a document. It ends with a line break."""
    return "\n".join(_lines(document)) + "\n"


def head_line(entry: Entry) -> str:
    """The head of an entry with its details and short items, without its dates."""
    head = entry.joint.join(piece.text for piece in entry.head)
    details = DETAIL.join(piece.text for piece in entry.details)
    line = BETWEEN.join(part for part in (head, details) if part)
    listed = ", ".join(piece.text for piece in entry.listed)
    return ": ".join(part for part in (line, listed) if part)


def is_short(entry: Entry) -> bool:
    """Whether the entry fits on one line, such as a language or a certificate."""
    return not (entry.paragraphs or entry.bullets)


def _lines(document: Outline) -> Iterator[str]:
    yield from (piece.text for piece in (document.name, document.label) if piece)
    if document.contacts:
        yield " | ".join(piece.text for piece in document.contacts)
    for section in document.sections:
        yield from ("", section.heading.text)
        loose = any(not is_short(entry) for entry in section.entries)
        for index, entry in enumerate(section.entries):
            if index and loose:
                yield ""
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    head = head_line(entry)
    if is_short(entry) and entry.dates:
        yield ", ".join(part for part in (head, entry.dates.text) if part)
    else:
        if head:
            yield head
        if entry.dates:
            yield entry.dates.text
    yield from (piece.text for piece in entry.paragraphs)
    yield from (f"- {piece.text}" for piece in entry.bullets)
