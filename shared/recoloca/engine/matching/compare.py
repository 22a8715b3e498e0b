"""Compares a CV with one line of an advertisement."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import Final

from recoloca.engine.analysis.words.lexicon import Concept, occupations
from recoloca.engine.analysis.words.text import key

from .advertisement import Asked, Choice, plain_gender
from .asked import LEVELS, Degree, Spoken
from .candidate import Candidate, degree_rank
from .result import DegreeAsked, Keyword, LanguageAsked, Requirement, Status
from .words import common_words, meaningful, stem

COVERED: Final = 0.75
PARTIAL: Final = 0.3
WEIGHTS: Final = {"soft": 0.3, "office": 0.6}
"""The weights of concepts that most CVs and advertisements name; every other concept weighs 1."""
OLDER_POSITION: Final = 0.85


def weight(concept: Concept) -> float:
    return WEIGHTS.get(concept.kind, WEIGHTS.get(concept.area, 1.0))


def compare(asked: Asked, person: Candidate) -> Requirement:
    """Compare one line with the CV. Its coverage is the weighted mean of its conditions.

    The words of a line without any condition count alone.
    """
    present: list[Keyword] = []
    missing: list[str] = []
    parts: list[tuple[float, float]] = []
    for choice in asked.choices:
        keyword = find_choice(choice, person, asked.kind == "required")
        weighs = max(weight(concept) for concept, _ in choice.options)
        parts.append((weighs, 1.0 if keyword["line"] else partly(choice, person)))
        if keyword["line"]:
            present.append(keyword)
        else:
            missing.append(keyword["keyword"])
    if asked.years:
        parts.append((1.0, min(1.0, person.years / asked.years)))
    parts += [(1.0, spoken_share(spoken, person)) for spoken in asked.languages]
    if asked.degree:
        parts.append((1.0, degree_share(asked.degree, person)))
    if asked.words:
        parts.append((0.35 if parts else 1.0, words_share(asked.words, person)))
    coverage = round(sum(w * share for w, share in parts) / sum(w for w, _ in parts), 3)
    return {
        "text": asked.text, "kind": asked.kind, "status": status(coverage), "coverage": coverage,
        "present": present, "missing": missing,
    }  # fmt: skip


def status(coverage: float) -> Status:
    return "covered" if coverage >= COVERED else "partial" if coverage >= PARTIAL else "missing"


def find_choice(choice: Choice, person: Candidate, required: bool) -> Keyword:
    """The first option that the CV has; otherwise all options, as one missing keyword."""
    for concept, wording in choice.options:
        line = person.concepts.get(concept.id)
        if line:
            return {
                "keyword": wording,
                "id": concept.id,
                "required": required,
                "line": line,
                "quote": person.quote(line),
            }
    wording = " / ".join(wording for _, wording in choice.options)
    return {
        "keyword": wording,
        "id": choice.options[0][0].id,
        "required": required,
        "line": None,
        "quote": None,
    }


def partly(choice: Choice, person: Candidate) -> float:
    """Half of the share of an option's words that are in the CV."""
    return max(0.5 * words_share(meaningful(wording), person) for _, wording in choice.options)


def words_share(words: list[str], person: Candidate) -> float:
    return sum(stem(word) in person.stems for word in words) / len(words) if words else 0.0


def spoken_share(asked: Spoken, person: Candidate) -> float:
    told = spoken_result(asked, person)
    if told["met"]:
        return 1.0
    if told["line"] is None:
        return 0.0
    return 0.6 if told["found"] is None else 0.4


def spoken_result(asked: Spoken, person: Candidate) -> LanguageAsked:
    """The level of a spoken language. The language of the CV counts although the CV need not list it."""
    own = next((spoken for spoken in person.result["languages"] if spoken["name"] == asked.name), None)
    found = own["level"] if own else None
    if own is None:
        met = person.result["language"] == asked.name
    elif asked.level is None:
        met = True
    else:
        met = found is not None and LEVELS.index(found) >= LEVELS.index(asked.level)
    return {
        "name": asked.name,
        "required": asked.level,
        "found": found,
        "met": met,
        "line": own["line"] if own else None,
    }


def degree_share(asked: Degree, person: Candidate) -> float:
    return max(
        (study_share(asked, index, person) for index in range(len(person.result["education"]))), default=0.0
    )


def study_share(asked: Degree, index: int, person: Candidate) -> float:
    """The share of the degree that one education entry covers: half for the level and half for the field.

    Another field counts a quarter when the advertisement accepts related fields.
    """
    study = person.result["education"][index]
    level = 1.0 if degree_rank(study) >= asked.rank else 0.0
    field = {stem(word) for word in meaningful(asked.field)}
    if not field:
        return level
    own = {stem(word) for word in meaningful(f"{study['degree'] or ''} {study['field'] or ''}")}
    return 0.5 * level + (0.5 if field & own else 0.25 * level if asked.related else 0.0)


def degree_result(asked: Degree, person: Candidate) -> DegreeAsked:
    studies = person.result["education"]
    best = max(
        range(len(studies)), key=lambda index: (study_share(asked, index, person), -index), default=None
    )
    wording = asked.wording
    if best is None:
        return {"required": wording, "found": None, "met": False, "line": None}
    study = studies[best]
    found = (
        ", ".join(dict.fromkeys(part for part in (study["degree"], study["field"]) if part))
        or study["institution"]
    )
    met = study_share(asked, best, person) >= COVERED
    return {"required": wording, "found": found, "met": met, "line": study["lines"][0]}


@functools.cache
def title_words() -> Counter[str]:
    """The number of occupation labels with each stem: `analista` is in many, `soldador` in one."""
    return Counter(stem(word) for label in occupations() for word in set(label.split()))


def title_share(title: str, person: Candidate) -> tuple[float, str | None]:
    """The share of the advertised position that a position of the CV covers, and the wording of the best one."""
    best: tuple[float, str | None] = (0.0, None)
    wanted, ids = title_stems(title), occupation_ids(title)
    newest = 2 if person.result["profile"]["headline"] else 1
    for position, own in enumerate(person.titles):
        stems = title_stems(own)
        total = sum(rarity(one) for one in wanted)
        share = sum(rarity(one) for one in wanted if one in stems) / total if total else 0.0
        if ids & occupation_ids(own):
            share = max(share, 0.9)
        share *= 1.0 if position < newest else OLDER_POSITION
        if share > best[0]:
            best = (share, own)
    return best


def rarity(one: str) -> float:
    return 1 / (1 + math.log2(max(title_words()[one], 1)))


def title_stems(title: str) -> set[str]:
    seniority = common_words()
    return {
        stem(word) for word in key(plain_gender(title)).split() if len(word) > 1 and word not in seniority
    }


def occupation_ids(title: str) -> frozenset[str]:
    """The ids of the occupations with the longest phrases in a title."""
    known, words = occupations(), key(plain_gender(title)).split()
    for size in range(min(5, len(words)), 0, -1):
        found = {
            known[" ".join(words[i : i + size])]
            for i in range(len(words) - size + 1)
            if " ".join(words[i : i + size]) in known
        }
        if found:
            return frozenset(found)
    return frozenset()
