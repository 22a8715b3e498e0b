"""A document as a sequence of headings, entries and pieces of text. Every format is written from it.

The certificate compares an exported file with the same pieces, so no format can leave out a field unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from . import entries
from .entries import Entry, Piece
from .resume import Basics, Language, Resume, SectionKey, order_of
from .words import HEADINGS

UNTITLED: Final[dict[Language, str]] = {"pt": "Currículo", "en": "CV", "es": "Currículum"}


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """`heading` has the path of the field for a heading that the person wrote, and the section's key for ours."""

    key: SectionKey
    heading: Piece
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """`contacts` are the person's address, e-mail, phone and links, in the order in which they are shown."""

    language: Language
    name: Piece | None
    label: Piece | None
    contacts: tuple[Piece, ...]
    sections: tuple[OutlineSection, ...]

    @property
    def title(self) -> str:
        """The title of an exported file: the person's name, or a word for a CV without a name."""
        return self.name.text if self.name else UNTITLED[self.language]

    def pieces(self) -> Iterator[Piece]:
        """Every piece of text in reading order, without headings."""
        yield from (piece for piece in (self.name, self.label) if piece)
        yield from self.contacts
        for section in self.sections:
            for entry in section.entries:
                yield from entry.pieces()


def outline(resume: Resume, language: Language) -> Outline:
    """The outline of a document. Empty fields, entries and sections are left out."""
    basics = resume.get("basics", {})
    return Outline(
        language=language,
        name=entries.piece("basics.name", basics.get("name")),
        label=entries.piece("basics.label", basics.get("label")),
        contacts=tuple(_contacts(basics)),
        sections=tuple(_sections(resume, language)),
    )


def _sections(resume: Resume, language: Language) -> Iterator[OutlineSection]:
    for key in order_of(resume):
        if key == "custom":
            for heading, listed in entries.custom(resume, HEADINGS[language]["custom"]):
                yield OutlineSection(key, heading, (listed,))
            continue
        found = tuple(entry for entry in entries.BUILDERS[key](resume, language) if any(entry.pieces()))
        if found:
            yield OutlineSection(key, Piece(key, HEADINGS[language][key]), found)


def _contacts(basics: Basics) -> Iterator[Piece]:
    place = basics.get("location", {})
    parts = (place.get("address"), place.get("postalCode"), place.get("city"), place.get("region"))
    shown = ", ".join(part.strip() for part in (*parts, place.get("countryCode")) if part and part.strip())
    email = (basics.get("email") or "").strip()
    candidates = [
        entries.piece("basics.location", shown),
        entries.piece("basics.email", email, f"mailto:{email}"),
        entries.piece("basics.phone", basics.get("phone")),
        entries.link("basics.url", basics.get("url")),
    ]
    for index, profile in enumerate(basics.get("profiles", [])):
        path = f"basics.profiles.{index}"
        named = ": ".join(part for part in (profile.get("network"), profile.get("username")) if part)
        candidates.append(entries.link(f"{path}.url", profile.get("url")) or entries.piece(path, named))
    yield from (piece for piece in candidates if piece)
