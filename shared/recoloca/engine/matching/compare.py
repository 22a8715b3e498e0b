"""Compares a CV with one line of an advertisement."""

from __future__ import annotations

from typing import Final

from recoloca.engine.analysis.words.lexicon import Concept

from .asked import LEVELS, Degree, Spoken
from .candidate import Candidate
from .conditions import Condition
from .education import study_share
from .requirement import Asked, Choice
from .result import DegreeAsked, Keyword, LanguageAsked, Requirement, Status
from .terms import Term, broader
from .words import meaningful, stem

COVERED: Final = 0.75
PARTIAL: Final = 0.3
ALMOST: Final = 0.74
"""The most that a line reaches whose time, language or degree is not met: the rest of it does not make up for that."""
NEARLY: Final = 0.95
"""The share from which time counts as met in a line: two months short of four years."""
WEIGHTS: Final = {"soft": 0.3, "office": 0.6}
"""The weights of concepts that most CVs and advertisements name; every other concept weighs 1."""
WORDS_WEIGHT: Final = 0.2
"""Words beside concepts, which say the same again or in which context."""
ONE_LEVEL_BELOW: Final = 0.5
LOWER: Final = 0.2
"""Two levels below, or another module of the product."""
FAMILY: Final = 0.2
BANDS: Final = {"A1": 1, "A2": 1, "B1": 2, "B2": 2, "C1": 3, "C2": 3, "native": 4}
FLUENT: Final = 3
"""C1 covers what an advertisement calls fluent."""


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
        keyword, share = find_choice(choice, person, asked.kind == "required")
        parts.append((max(weight(term.concept) for term in choice.options), share))
        if keyword["line"]:
            present.append(keyword)
        else:
            missing.append(keyword["keyword"])
    for condition in asked.conditions:
        line = person.conditions.line(condition)
        parts.append((1.0, 1.0 if line else _near(condition, person)))
        if line:
            present.append(_shown(condition, line, person, asked.kind == "required"))
        else:
            missing.append(condition.wording)
    others = _others(asked, person)
    parts += [(1.0, share) for share in others]
    if asked.words and not any(one.id == "availability" for one in asked.conditions):
        parts.append((WORDS_WEIGHT if parts else 1.0, words_share(asked.words, person)))
    coverage = round(sum(w * share for w, share in parts) / (sum(w for w, _ in parts) or 1), 3)
    if min(others, default=1.0) < NEARLY:
        coverage = min(coverage, ALMOST)
    return {
        "text": asked.text, "kind": asked.kind, "status": status(coverage), "coverage": coverage,
        "present": present, "missing": missing,
    }  # fmt: skip


def _others(asked: Asked, person: Candidate) -> list[float]:
    """The shares of time, languages and degree, where the line asks for them."""
    shares = [min(1.0, person.years / asked.years)] if asked.years else []
    spoken = [spoken_share(one, person) for one in asked.languages]
    shares += [max(spoken)] if asked.any_language else spoken
    return [*shares, degree_share(asked.degree, person)] if asked.degree else shares


def _near(condition: Condition, person: Candidate) -> float:
    """What counts of a condition that is not met: part of it for a licence whose category the CV does not tell."""
    unknown = condition.id == "licence" and person.conditions.licence and not person.conditions.categories
    return 0.6 if unknown else 0.0


def _shown(condition: Condition, line: int, person: Candidate, required: bool) -> Keyword:
    return {
        "keyword": condition.wording, "id": condition.id, "required": required, "line": line,
        "quote": person.quote(line),
    }  # fmt: skip


def status(coverage: float) -> Status:
    return "covered" if coverage >= COVERED else "partial" if coverage >= PARTIAL else "missing"


def find_choice(choice: Choice, person: Candidate, required: bool) -> tuple[Keyword, float]:
    """The option the CV shows best with its share, else all of them as missing with the share that is near."""
    best: tuple[float, Term | None, int | None] = (0.0, None, None)
    for term in choice.options:
        line = shown_line(term, person)
        share = level_share(term, person) if line else 0.0
        if line and share > best[0]:
            best = (share, term, line)
    share, found, line = best
    if found and line:
        return {
            "keyword": found.wording, "id": found.concept.id, "required": required, "line": line,
            "quote": person.quote(line),
        }, share  # fmt: skip
    wording = " / ".join(term.wording for term in choice.options)
    lost: Keyword = {
        "keyword": wording, "id": choice.options[0].concept.id, "required": required, "line": None, "quote": None,
    }  # fmt: skip
    return lost, max(partly(term, person) for term in choice.options)


def shown_line(term: Term, person: Candidate) -> int | None:
    if term.module:
        return person.modules.get((term.concept.id, term.module))
    return person.shows(term.concept.id)


def level_share(term: Term, person: Candidate) -> float:
    """1 where no level is asked for or the CV tells none; less where the CV tells a lower one."""
    names = {term.concept.id, *broader().get(term.concept.id, ())}
    own = max((person.levels[name] for name in names if name in person.levels), default=None)
    if term.level is None or own is None or own >= term.level:
        return 1.0
    return ONE_LEVEL_BELOW if term.level - own == 1 else LOWER


def partly(term: Term, person: Candidate) -> float:
    """What is near a concept that is not shown: another module of its family, or half of the share of its words."""
    if term.module:
        return FAMILY if person.shows(term.concept.id) else 0.0
    words = meaningful(term.wording)
    if any(term.concept.id in special for special in broader().values()) and len(words) > 1:
        return min(FAMILY, 0.5 * words_share(words, person))
    return 0.5 * words_share(words, person)


def words_share(words: list[str], person: Candidate) -> float:
    return sum(stem(word) in person.stems for word in words) / len(words) if words else 0.0


def spoken_share(asked: Spoken, person: Candidate) -> float:
    """1 where the language is met; less for a lower level, by bands: basic (A), intermediate (B), advanced (C)."""
    told = spoken_result(asked, person)
    if told["met"]:
        return 1.0
    if told["line"] is None:
        return 0.0
    if told["found"] is None:
        return 0.6
    below = BANDS[asked.level or "A1"] - BANDS[told["found"]]
    return ONE_LEVEL_BELOW if below <= 1 else LOWER


def spoken_result(asked: Spoken, person: Candidate) -> LanguageAsked:
    """A CV need not list the language it is written in; one outside its languages counts where a line gives a level."""
    own = next((spoken for spoken in person.result["languages"] if spoken["name"] == asked.name), None)
    found, line = (own["level"], own["line"]) if own else (None, None)
    if found is None and asked.name in person.spoken:
        found, line = person.spoken[asked.name]
    if line is None:
        met = person.result["language"] == asked.name
    elif asked.level is None:
        met = True
    else:
        met = found is not None and _covers(found, asked.level)
    return {"name": asked.name, "required": asked.level, "found": found, "met": met, "line": line}


def _covers(found: str, asked: str) -> bool:
    """Whether a level reaches the one asked for; C1 covers fluent."""
    return LEVELS.index(found) >= LEVELS.index(asked) or (asked == "C2" and BANDS[found] >= FLUENT)


def degree_share(asked: Degree, person: Candidate) -> float:
    return max(
        (_study(asked, index, person) for index in range(len(person.result["education"]))), default=0.0
    )


def _study(asked: Degree, index: int, person: Candidate) -> float:
    study = person.result["education"][index]
    first, last = study["lines"]
    text = " ".join(line["text"] for line in person.result["lines"][first - 1 : last])
    return study_share(asked, study, text, person.today.year if person.today else None)


def degree_result(asked: Degree, person: Candidate) -> DegreeAsked:
    studies = person.result["education"]
    best = max(range(len(studies)), key=lambda index: (_study(asked, index, person), -index), default=None)
    wording = asked.wording
    if best is None:
        return {"required": wording, "found": None, "met": False, "line": None}
    study = studies[best]
    found = (
        ", ".join(dict.fromkeys(part for part in (study["degree"], study["field"]) if part))
        or study["institution"]
    )
    met = _study(asked, best, person) >= COVERED
    return {"required": wording, "found": found, "met": met, "line": study["lines"][0]}
