"""Certifications and spoken languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..lines.line import TextLine
from ..result import Certification, SpokenLanguage
from ..words.dates import periods, without
from ..words.lexicon import vocabulary
from ..words.pieces import STRONG
from ..words.text import key, trim
from .items import first_word_width

UNFINISHED: Final = re.compile(
    r"(?:[,:–-]|\b(?:de|da|do|das|dos|e|em|na|no|com|para|of|and|in|the|for|y|a))$", re.IGNORECASE
)
TIGHT: Final = 0.9
"""Share of the room between two items below which two lines belong to one."""


def rejoin(lines: list[TextLine]) -> list[TextLine]:
    """The lines, those joined that a narrow column broke within a certificate's name."""
    steps = [after.top - before.top for before, after in pairwise(lines) if before.page == after.page]
    usual = max(steps, default=0.0)
    margin = max((line.x1 for line in lines), default=0.0)
    found: list[TextLine] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and found and goes_on(before, line, usual, margin):
            last = found[-1]
            cells = [*last.cells[:-1], last.cells[-1]._replace(text=f"{last.cells[-1].text} {line.text}")]
            found[-1] = replace(last, cells=cells, n=last.n)
        else:
            found.append(line)
    return found


def goes_on(before: TextLine, line: TextLine, usual: float, margin: float) -> bool:
    if line.bullet or periods(before.text) or before.bold != line.bold or before.page != line.page:
        return False
    if UNFINISHED.search(before.text) or line.text[:1].islower() or line.text[:1] == "(":
        return True
    tight = 0 < line.top - before.top < TIGHT * usual
    return tight and before.x1 + first_word_width(line) > margin


def certifications(lines: list[TextLine]) -> list[Certification]:
    found: list[Certification] = []
    for line in rejoin(lines):
        dates = periods(line.body)
        pieces = [trim(piece) for piece in STRONG.split(without(line.body, dates)) if trim(piece)]
        if not pieces or len(pieces[0]) < 3 or not re.match(r"[A-ZÀ-Þ\d\"“]", pieces[0]):
            continue
        if line.text[:1].islower():
            continue
        found.append({
            "name": pieces[0], "issuer": pieces[1] if len(pieces) > 1 else None,
            "date": dates[-1].end or dates[-1].start if dates else None, "line": line.n,
        })  # fmt: skip
    return found


SUBJECTS: Final = frozenset(
    ["coursework", "relevant coursework", "disciplinas", "disciplinas relevantes", "materias", "subjects"]
)
"""Headings over the subjects of a course, folded: these are no certificates."""


def are_subjects(title: str) -> bool:
    return key(title) in SUBJECTS


def spoken(lines: list[TextLine], inside: bool) -> list[SpokenLanguage]:
    """Languages named in lines, with the level after (else before) each; outside their section only with a level."""
    names, levels = vocabulary("language_names", "iso"), vocabulary("language_levels", "level")
    found: dict[str, SpokenLanguage] = {}
    for index, line in enumerate(lines):
        words = key(line.text).split()
        hits = [(i, names[word]) for i, word in enumerate(words) if word in names]
        for order, (place, iso) in enumerate(hits):
            end = hits[order + 1][0] if order + 1 < len(hits) else len(words)
            level = level_in(words[place + 1 : end], levels)
            if level is None and order == 0:
                level = level_in(words[:place], levels)
            if level is None and inside and order == len(hits) - 1 and index + 1 < len(lines):
                after = key(lines[index + 1].text).split()
                level = (
                    level_in(after, levels)
                    if not any(word in names for word in after) and len(after) <= 6
                    else None
                )
            if level or inside:
                found.setdefault(iso, {"name": iso, "level": level, "line": line.n})
    return list(found.values())


CODES: Final = frozenset({"a1", "a2", "b1", "b2", "c1", "c2"})
"""The levels of the Common European Framework, which count before words."""
ABILITIES: Final = frozenset(
    {"conversacao", "leitura", "escrita", "reading", "conversational", "conversacional"}
)
"""What one can do in a language: tells a level only where no other word does."""


def level_in(words: list[str], levels: dict[str, str]) -> str | None:
    """The level by its code, else by the longest phrase of the table in `words`."""
    code = next((word for word in words if word in CODES), None)
    if code:
        return levels.get(code)
    found: str | None = None
    for size in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            level = levels.get(" ".join(words[start : start + size]))
            if level and words[start] not in ABILITIES:
                return level
            found = found or level
    return found
