"""Concepts in a text with the level that stands beside each, and the module of a product family."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final, NamedTuple

from recoloca.engine.analysis.words.concepts import concepts
from recoloca.engine.analysis.words.lexicon import Concept, rows
from recoloca.engine.analysis.words.lexicon import skills as skill_index
from recoloca.engine.analysis.words.text import fold

from .words import meaningful, stem

DATA: Final = Path(__file__).parent / "data"
LEVELS: Final = (
    (1, r"basic[oa]s?|nocoes|basic|beginner|iniciante|elementary|fundamental|principiante|nociones"),
    (2, r"intermediari[oa]s?|intermediate|intermedi[oa]s?"),
    (3, r"avancad[oa]s?|advanced|avanzad[oa]s?|expert|especialista"),
)
LEVEL: Final = "|".join(rf"(?P<l{rank}>\b(?:{words})\b)" for rank, words in LEVELS)
AFTER: Final = re.compile(rf"^\W{{0,3}}(?:(?:em\s)?(?:nivel|level)\W{{1,2}})?(?:{LEVEL})")
BEFORE: Final = re.compile(
    rf"(?:{LEVEL})\s(?:(?:knowledge|level|skills?|conhecimentos?|nivel|conocimientos?|user|use)\s)?"
    r"(?:(?:em|in|of|de|do|da|with|com|en)\s)?(?:o\s)?$"
)
MODULE: Final = re.compile(r"\s([A-Z][A-Z0-9]{1,5})\b")
FAMILIES: Final = frozenset(["sap", "totvs", "oracle-database", "microsoft-dynamics", "senior-erp"])
"""Products that are sold in modules, each of which is another skill: SAP EWM is not SAP WM."""
NOT_MODULES: Final = frozenset(["ERP", "OU", "OR", "E", "AND", "COM", "EM", "NA", "NO", "DE"])
LETTERED: Final = re.compile(r"(?<![\w&+#/-])(Go|R|C)(?![\w&+#'-])(?!\s(?:to|live|and\sD)\b)")
LANGUAGES: Final = {"Go": "golang", "R": "r language", "C": "c language"}
WORDED: Final = frozenset(["technical", "domain"])
"""Kinds whose names are words of work (`controle de estoque`), not a product's."""
ADVANCED: Final = {"advanced-excel": "microsoft-excel"}


class Term(NamedTuple):
    concept: Concept
    wording: str
    start: int
    end: int
    level: int | None
    """1 basic, 2 intermediate, 3 advanced."""
    module: str | None
    """Folded; of a product family: `ewm` of `SAP EWM`."""


@functools.cache
def broader() -> dict[str, frozenset[str]]:
    """Concept to all that show it, through every step: `databases` by `postgresql`."""
    direct = {row["id"]: row["shown_by"].split("|") for row in rows(DATA / "broader.tsv")}

    def below(name: str, seen: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for one in direct.get(name, ()):
            if one not in seen:
                found |= {one} | below(one, seen | {one})
        return found

    return {name: frozenset(below(name, frozenset([name]))) for name in direct}


@functools.cache
def wordings() -> dict[str, tuple[frozenset[str], ...]]:
    """Concept to the stems of each of its names that has two telling words; of skills that are no product."""
    found: dict[str, set[frozenset[str]]] = {}
    for phrase, concept in skill_index().by_phrase.items():
        stems = frozenset(stem(word) for word in meaningful(phrase))
        if concept.kind in WORDED and len(stems) > 1:
            found.setdefault(concept.id, set()).add(stems)
    return {name: tuple(sorted(own, key=sorted)) for name, own in found.items()}


def terms(text: str, *, inside: bool) -> list[Term]:
    """The concepts of a text in order, each with its level and module. `inside`: see `concepts`."""
    found = [*concepts(text, inside=inside), *_lettered(text)]
    found.sort(key=lambda hit: hit[1])
    places = [(0, 0), *((start, end) for _, start, end in found), (len(text), len(text))]
    made: list[Term] = []
    for order, (concept, start, end) in enumerate(found, 1):
        module = _module(text, end, places[order + 1][0]) if concept.id in FAMILIES else None
        last = end + (len(module) + 1 if module else 0)
        plain = ADVANCED.get(concept.id)
        level = 3 if plain else _level(text[places[order - 1][1] : start], text[last : places[order + 1][0]])
        own = _by_id()[plain] if plain else concept
        made.append(Term(own, text[start:last], start, last, level, fold(module) if module else None))
    return made


@functools.cache
def _by_id() -> dict[str, Concept]:
    return {concept.id: concept for concept in skill_index().by_phrase.values()}


def _lettered(text: str) -> list[tuple[Concept, int, int]]:
    """Programming languages whose name is a letter or an everyday word, written as a name."""
    index = skill_index().by_phrase
    return [
        (index[LANGUAGES[hit.group()]], hit.start(), hit.end())
        for hit in LETTERED.finditer(text)
        if hit.start() > 0 or AFTER.match(fold(text[hit.end() :])) or not text[hit.end() :].strip(" ,")
    ]


def _module(text: str, end: int, limit: int) -> str | None:
    module = MODULE.match(text, end)
    if module and module.end() <= limit and module.group(1) not in NOT_MODULES:
        return module.group(1)
    return None


def _level(before: str, after: str) -> int | None:
    hit = AFTER.match(fold(after)) or BEFORE.search(fold(before)[-60:])
    return int((hit.lastgroup or "l1")[1:]) if hit else None
