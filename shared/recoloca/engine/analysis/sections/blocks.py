"""Sections by their headings: a trilingual lexicon, confirmed by how the document sets its headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from ..lines.line import TextLine
from ..lines.looks import Look, body_size, look, plain_candidate, set_apart, stands_out
from ..lines.small_letters import in_small_letters
from ..words.dates import periods
from ..words.headings import JOINT, bare, field_kind, heading_kind, listed_kind, title
from ..words.lexicon import heading_words, vocabulary
from ..words.text import key

CORE: Final = {"experience", "education", "skills", "languages", "summary", "certifications", "projects"}
HOLDERS: Final = {"experience", "projects"}
"""Kinds whose entries have headings of their own."""
INSIDE_ENTRIES: Final = {
    "skills",
    "awards",
    "projects",
    "courses",
    "additional",
    "interests",
    "other",
    "summary",
    "objective",
    "publications",
}
"""Kinds whose words also stand inside an entry (`Tecnologias:`, `Principais realizações:`)."""


SMALL_HABIT: Final = 2
"""Kinds of section with a heading in small letters, from which on the document writes its headings so."""


LINK: Final = re.compile(r"https?://|www\.|\w\.(?:com|dev|io|net|org|br)\b", re.IGNORECASE)
"""An address of the web: `Portfólio: www.…` among the contacts opens no section."""


@dataclass(slots=True)
class Block:
    """A section: its heading's line (none for the lines before the first heading) and the lines under it."""

    kind: str
    title: str
    heading: TextLine | None
    lines: list[TextLine] = field(default_factory=list)

    @property
    def extent(self) -> list[int]:
        numbers = [line.n for line in self.lines] + ([self.heading.n] if self.heading else [])
        return [min(numbers), max(numbers)] if numbers else []


def exact_kind(text: str) -> str | None:
    return heading_kind(text)


def inline_kind(line: TextLine) -> str | None:
    """`Idiomas: inglês fluente`: a heading with its content on the same line."""
    title, colon, rest = line.body.partition(":")
    return exact_kind(title) if colon and rest.strip() and len(title) <= 40 else None


def word_kind(text: str) -> str | None:
    """The kind that a heading not in the lexicon tells by one of its words, the first that does."""
    words = key(bare(text)).split()
    if not 1 <= len(words) <= 7:
        return None
    return next((kind for word in words if (kind := heading_words().get(word))), None)


def first_kind(text: str) -> str | None:
    """`Competências & Prêmios`: two headings on one line count as the first."""
    parts = JOINT.split(bare(text))
    return exact_kind(parts[0]) if len(parts) > 1 else None


def double_kind(text: str) -> str | None:
    """`Certificações e Competências`: where both are headings, the first tells the kind."""
    found = [exact_kind(part) for part in JOINT.split(bare(text))]
    return found[0] if len(found) == 2 and all(found) else None


def usual_look(lines: list[TextLine], kinds: list[str | None]) -> Look | None:
    looks = Counter(look(line) for line, kind in zip(lines, kinds, strict=True) if kind in CORE)
    if not looks:
        return None
    return max(looks, key=lambda it: (looks[it], it.size, it.caps, it.bold))


def split(lines: list[TextLine], name_line: int | None) -> list[Block]:
    """The document's blocks in order; the first, without a heading, holds the lines before all headings.

    `name_line` starts a block of its own kind of header: in a two-column CV the name may come after the sidebar.
    """
    body = body_size(lines)
    apart = set_apart(lines)
    small = small_headings(lines)
    kinds = [
        exact_kind(line.text)
        or small_kind(line, line.n in small)
        or double_kind(line.text)
        or field_heading(line, body)
        if plain_candidate(line) or line.n in small
        else None
        for line in lines
    ]
    usual = usual_look(lines, kinds)
    blocks = [Block("header", "", None)]
    for line, kind in zip(lines, kinds, strict=True):
        if line.n == name_line:
            if blocks[-1].kind != "header":
                blocks.append(Block("header", "", None))
            blocks[-1].lines.append(line)
            continue
        found = judge(line, kind, usual, body, blocks[-1].kind, line.n in apart)
        if found:
            blocks.append(Block(found, title_of(line), line))
            if kind is None and inline_kind(line) == found and ":" in line.text:
                blocks[-1].lines.append(line)
        else:
            blocks[-1].lines.append(line)
    return [block for block in blocks if block.heading or block.lines]


def kind_of(line: TextLine, small: bool, body: float) -> str | None:
    text = line.text
    return exact_kind(text) or small_kind(line, small) or double_kind(text) or field_heading(line, body)


def field_heading(line: TextLine, body: float) -> str | None:
    """A heading of experience in some field, which only its look tells from a sentence."""
    return field_kind(line.text) if stands_out(line, body) and not line.bullet else None


def small_headings(lines: list[TextLine]) -> set[int]:
    """Numbers of the headings in small letters, where the document writes its headings so.

    Word shows them in capitals by their style, so the text keeps how they were typed.
    """
    habit = in_small_letters(lines)
    found = {
        line.n: kind
        for line in lines
        if len(line.cells) == 1 and bare(line.text)[:1].islower() and (kind := small_kind(line, habit))
    }
    styled = {
        line.n for line in lines if line.n in found and (line.style == "heading" or line.text.endswith(":"))
    }
    return set(found) if len(set(found.values()) & CORE) >= SMALL_HABIT else styled


def small_kind(line: TextLine, habit: bool = False) -> str | None:
    return (
        heading_kind(bare(line.text).capitalize())
        if habit or line.style == "heading"
        else listed_kind(line.text)
    )


def title_of(line: TextLine) -> str:
    return title(line.text.partition(":")[0] if inline_kind(line) else line.text)


def judge(
    line: TextLine, kind: str | None, usual: Look | None, body: float, inside: str, apart: bool
) -> str | None:
    """The kind of section that `line` opens inside a section of kind `inside`, or None."""
    if kind:
        return kind if confirmed(line, kind, usual, body, inside, apart) else None
    inline = inline_kind(line)
    if inline:
        return inline if opens_inline(line, inline, inside) else None
    if usual and plain_candidate(line) and unknown_heading(line, usual, body):
        return first_kind(line.text) or word_kind(line.text) or "other"
    return None


def confirmed(line: TextLine, kind: str, usual: Look | None, body: float, inside: str, apart: bool) -> bool:
    if usual is None or look(line) == usual:
        return True
    if line.bullet and not stands_out(line, body):
        return False
    own = look(line)
    weaker = (
        (usual.bold and not own.bold)
        or (usual.caps and not own.caps)
        or (usual.size > body * 1.15 and line.size < body * 1.05)
    )
    if not weaker:
        return not (
            look(line).colon and not usual.colon and inside == "experience" and kind in INSIDE_ENTRIES
        )
    if apart and kind != inside and (kind != "awards" or inside not in HOLDERS):
        return True
    return inside not in {"experience", "projects", "education", "skills"} or (
        kind in CORE - {"skills", "projects"} and kind != inside
    )


def opens_inline(line: TextLine, kind: str, inside: str) -> bool:
    if inside in {"experience", "projects", "volunteering"} or LINK.search(line.text):
        return False
    spoken = vocabulary("language_names", "iso")
    names_language = any(word in spoken for word in key(line.text.partition(":")[2]).split())
    if kind == "languages":
        return names_language and inside != "languages"
    return kind != "contact" and inside in {
        "header",
        "objective",
        "summary",
        "languages",
        "other",
        "additional",
    }


def unknown_heading(line: TextLine, usual: Look, body: float) -> bool:
    """A line set exactly like the document's headings, where those differ from the text around them."""
    if (
        look(line)[:3] != usual[:3]
        or len(line.text) > 45
        or periods(line.text)
        or re.search(r"[@\d]", line.text)
    ):
        return False
    if usual.size > body * 1.12:
        return True
    return usual.caps and usual.bold and word_kind(line.text) is not None
