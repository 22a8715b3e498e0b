"""Skills: concepts of the lexicon by a phrase dictionary, and what a skills section lists besides."""

from __future__ import annotations

import re
from typing import Final

from ..result import Skill, SkillKind
from ..sections.blocks import Block
from ..words.concepts import concepts
from ..words.lexicon import skills as skill_index
from ..words.text import key

LISTING: Final = re.compile(r"\s*[,;|•·/]\s*|\s{2,}|\s+[-–—]\s+")
SKIPPED: Final = frozenset({"header", "contact", "education", "references", "interests", "languages"})
TAIL: Final = 20
"""Characters that `BROKEN` looks at: more than its longest word."""
BROKEN: Final = re.compile(
    r"(?:,|\b(?:de|da|do|das|dos|e|em|com|para|of|and|for|with|y|en|con|del|la))$", re.IGNORECASE
)
LETTER: Final = re.compile(r"(?:^|[,;|•:]\s*)([RC])(?=\s*(?:[,;|•.]|$))")
LABELLED: Final = re.compile(r"^[^:]{2,40}:\s*")
LEVEL: Final = re.compile(
    r"(?:(?<!\s)\s+)?(?:[(–—-]\s*)?\b(?:avan[cç]ado|intermedi[aá]rio|b[aá]sico|advanced|intermediate|basic|expert|fluente"
    r"|beginner|avanzado|intermedio|\d{1,3}\s?%)\b\)?\s*$",
    re.IGNORECASE,
)


def find(blocks: list[Block]) -> list[Skill]:
    """Every concept once, as written at the first line of the skills section that names it, else of the document."""
    found: dict[str, Skill] = {}
    listed = [block for block in blocks if block.kind == "skills"]
    for block in [*listed, *(b for b in blocks if b.kind not in SKIPPED and b.kind != "skills")]:
        inside = block.kind == "skills"
        for number, text in texts(block, inside):
            for concept, start, end in concepts(text, inside):
                found.setdefault(concept.id, skill(concept.id, text[start:end], concept.kind, number))
            for letter, start in letters(text) if inside else ():
                language = skill_index().by_phrase.get(f"linguagem {letter.lower()}")
                if language:
                    found.setdefault(language.id, skill(language.id, text[start], language.kind, number))
            for name in unknown(text.removeprefix("• ")) if inside else ():
                identifier = "cv:" + key(name).replace(" ", "-")
                found.setdefault(identifier, skill(identifier, name, "technical", number))
    return list(found.values())


def letters(text: str) -> list[tuple[str, int]]:
    """Items of a list that are a language of one letter, with their places: `Python, R, SQL`."""
    return [(match.group(1), match.start(1)) for match in LETTER.finditer(text)] if "," in text else []


def skill(identifier: str, label: str, kind: SkillKind, line: int) -> Skill:
    return {"id": identifier, "label": label, "kind": kind, "line": line}


def texts(block: Block, joined: bool) -> list[tuple[int, str]]:
    """The block's lines with their numbers; `joined` mends items that a narrow column broke in two."""
    found: list[tuple[int, str]] = []
    for line in block.lines:
        if (
            joined
            and found
            and not line.bullet
            and (line.text[:1].islower() or BROKEN.search(found[-1][1][-TAIL:]))
        ):
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.text}")
        else:
            found.append((line.n, line.text))
    return found


def unknown(text: str) -> list[str]:
    """Items of a list of skills that the lexicon does not know, as written."""
    text = LABELLED.sub("", text)
    listed = len(LISTING.split(text)) > 1 or len(text.split()) <= 3
    for _, start, end in reversed(concepts(text, inside=True)):
        text = text[:start] + "\0" + text[end:]
    parts = [LEVEL.sub("", part).strip(" .:()") for part in LISTING.split(text) if "\0" not in part]
    return [
        part
        for part in parts
        if listed and 2 <= len(part) <= 32 and len(part.split()) <= 3 and re.match(r"[A-ZÀ-Þ\d]", part)
    ]
