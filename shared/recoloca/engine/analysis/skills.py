"""Skills: concepts of the lexicon by a phrase dictionary, and what a skills section lists besides."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import Concept, SkillIndex, tokens
from .lexicon import skills as skill_index
from .result import Skill, SkillKind
from .sections import Block
from .text import fold, key

LISTING: Final = re.compile(r"\s*[,;|•·/]\s*|\s{2,}|\s+[-–—]\s+")
PROSE_KINDS: Final = frozenset({"technical", "tool", "domain"})
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


def concepts(text: str, inside: bool) -> list[tuple[Concept, int, int]]:
    """Concepts in a text with their places; the longest phrase wins.

    Outside a list of skills a short or everyday word counts only when written like a name (`Go`, `R`, `Excel`).
    """
    index = skill_index()
    words = tokens(text)
    names = [name for name, _, _ in words]
    found: list[tuple[Concept, int, int]] = []
    position = 0
    while position < len(words):
        size, concept = longest(names, position, index)
        if concept and (inside or size > 1 or is_plain(text, words[position], concept)):
            found.append((concept, words[position][1], words[position + size - 1][2]))
            position += size
        else:
            position += 1
    return found


def longest(names: list[str], position: int, index: SkillIndex) -> tuple[int, Concept | None]:
    """Words of the longest phrase that begins at a position, and its concept; one word without a concept otherwise."""
    most = index.longest.get(names[position], 0)
    for size in range(min(most, len(names) - position), 0, -1):
        concept = index.by_phrase.get(" ".join(names[position : position + size]))
        if concept:
            return size, concept
    return 1, None


def is_plain(text: str, word: tuple[str, int, int], concept: Concept) -> bool:
    """Whether one word in prose may be taken for the concept."""
    written = text[word[1] : word[2]]
    if concept.kind == "soft":
        return False
    if written.isupper() and len(written) >= 3:
        return True
    if word[0] not in {fold(label) for label in concept.labels}:
        return False
    if concept.kind in {"tool", "technical"} and len(written) <= 7 and written.isalpha():
        return written != written.lower() and (word[1] > 2 or len(written) > 2)
    return True


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
