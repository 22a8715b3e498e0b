"""A document as Markdown (CommonMark): a title, a heading for each section, entries as paragraphs and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from .entries import Entry, Piece
from .outline import Outline
from .plain import BETWEEN, is_short

DETAIL: Final = " · "
SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~&])")
AT_START: Final = re.compile(r"^(?:([#+=-])|(\d{1,9})([.)]))")
"""What makes a block at the start of a line: a heading, an item, an underline."""
SAFE: Final = ":/?#@!$&'*+,;=%-._~"
"""Characters of an address that stay. Brackets and spaces are encoded, so that they cannot end the link."""


def render(document: Outline) -> str:
    """The Markdown of a document. It ends with a line break."""
    return "\n\n".join(_blocks(document)) + "\n"


def escaped(text: str) -> str:
    """The text with a backslash before each character that Markdown would read as markup."""
    return AT_START.sub(_literal, SPECIAL.sub(r"\\\1", text))


def _literal(found: re.Match[str]) -> str:
    return rf"\{found[1]}" if found[1] else rf"{found[2]}\{found[3]}"


def _blocks(document: Outline) -> Iterator[str]:
    if document.name:
        yield f"# {escaped(document.name.text)}"
    if document.label:
        yield f"**{escaped(document.label.text)}**"
    if document.contacts:
        yield " · ".join(_linked(piece) for piece in document.contacts)
    for section in document.sections:
        yield f"## {escaped(section.heading.text)}"
        if all(is_short(entry) for entry in section.entries):
            yield "\n".join(f"- {_head(entry)}" for entry in section.entries)
        else:
            for entry in section.entries:
                yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    if head := _head(entry):
        yield head
    yield from (escaped(piece.text) for piece in entry.paragraphs)
    if entry.bullets:
        yield "\n".join(f"- {escaped(piece.text)}" for piece in entry.bullets)


def _head(entry: Entry) -> str:
    head = entry.joint.join(_linked(piece) for piece in entry.head)
    rest = DETAIL.join(_linked(piece) for piece in entry.details)
    line = BETWEEN.join(part for part in (f"**{head}**" if head else "", rest) if part)
    listed = ", ".join(_linked(piece) for piece in entry.listed)
    line = ": ".join(part for part in (line, listed) if part)
    dates = f"*{escaped(entry.dates.text)}*" if entry.dates else ""
    return ", ".join(part for part in (line, dates) if part)


def _linked(piece: Piece) -> str:
    text = escaped(piece.text)
    return f"[{text}]({quote(piece.href, safe=SAFE)})" if piece.href else text
