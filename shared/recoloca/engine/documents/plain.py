"""A document as plain text: headings on lines of their own, `- ` before each bullet, one empty line between entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from .entries import Entry, Piece
from .outline import Outline

BETWEEN: Final = " — "
"""Between a job title and the employer, or a degree and the school."""
DETAIL: Final = " | "
"""Between an employer and its place, which may have commas itself."""
BULLET: Final = "- "


class TextLine(NamedTuple):
    """A line of the text with the pieces in it. An empty line has none. `mark` is before the text of a bullet."""

    text: str
    pieces: tuple[Piece, ...] = ()
    heading: bool = False
    mark: str = ""


def render(document: Outline) -> str:
    """The text of a document. It ends with a line break."""
    return "\n".join(line.mark + line.text for line in text_lines(document)) + "\n"


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


def text_lines(document: Outline) -> Iterator[TextLine]:
    """The lines of the text, from the name to the last entry."""
    yield from (TextLine(piece.text, (piece,)) for piece in (document.name, document.label) if piece)
    if document.contacts:
        yield TextLine(" | ".join(piece.text for piece in document.contacts), document.contacts)
    for section in document.sections:
        yield TextLine("")
        yield TextLine(section.heading.text, (section.heading,), heading=True)
        loose = any(not is_short(entry) for entry in section.entries)
        for index, entry in enumerate(section.entries):
            if index and loose:
                yield TextLine("")
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[TextLine]:
    head, pieces = head_line(entry), (*entry.head, *entry.details, *entry.listed)
    if is_short(entry) and entry.dates:
        text = ", ".join(part for part in (head, entry.dates.text) if part)
        yield TextLine(text, (*pieces, entry.dates))
    else:
        if head:
            yield TextLine(head, pieces)
        if entry.dates:
            yield TextLine(entry.dates.text, (entry.dates,))
    yield from (TextLine(piece.text, (piece,)) for piece in entry.paragraphs)
    yield from (TextLine(piece.text, (piece,), mark=BULLET) for piece in entry.bullets)
