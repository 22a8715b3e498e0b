"""Matches an analysed CV with a job advertisement: by concept across languages, then by word. Pure and explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.scoring.score import DIGITS

from .advertisement import Advertisement, read
from .candidate import Candidate, candidate
from .compare import COVERED, compare, degree_result, spoken_result, words_share
from .errors import AdvertisementError
from .result import DegreeAsked, Keyword, LanguageAsked, MatchPart, MatchResult, Requirement, YearsAsked
from .texts import formula, label, message
from .titles import title_share
from .words import meaningful, stem

__all__ = ["AdvertisementError", "MatchResult", "match"]

WEIGHTS: Final = {"required": 50.0, "desirable": 10.0, "position": 25.0, "terms": 15.0}
"""The points of each part, 100 together. When an advertisement lacks a part, the others count as the whole."""


def match(
    result: AnalysisResult, advertisement: str, *, locale: str = "pt-BR", today: date | None = None
) -> MatchResult:
    """Compare a CV with an advertisement in Portuguese, English or Spanish.

    Labels and sentences are in `locale`. An open position ends at `today` (default: the CV's latest date).

    Raises:
        AdvertisementError: the text has no condition that can be compared.
    """
    wanted = read(advertisement)
    person = candidate(result, today)
    requirements = [compare(asked, person) for asked in wanted.asked]
    if requirements and all(one["kind"] == "duty" for one in requirements):
        for one in requirements:
            one["kind"] = "required"
    parts = score_parts(wanted, person, requirements, locale)
    whole = sum(part["max"] for part in parts)
    score = round(100 * sum(part["points"] for part in parts) / whole) if whole else 0
    present, missing = keywords(wanted, requirements)
    return {
        "score": score,
        "formula": formula([(part["id"], part["points"], part["max"]) for part in parts], score, locale),
        "language": wanted.language,
        "title": wanted.title,
        "parts": parts,
        "requirements": requirements,
        "present": present,
        "missing": missing,
        "years": years(wanted, person),
        "languages": languages(wanted, person),
        "degree": degree(wanted, person),
    }


def score_parts(
    wanted: Advertisement, person: Candidate, requirements: list[Requirement], locale: str
) -> list[MatchPart]:
    parts: list[MatchPart] = []
    for kind in ("required", "desirable"):
        own = [one for one in requirements if one["kind"] == kind]
        if own:
            covered = sum(one["coverage"] >= COVERED for one in own)
            share = sum(one["coverage"] for one in own) / len(own)
            parts.append(part(kind, share, locale, message(kind, locale, covered=covered, total=len(own))))
    if wanted.title:
        share, own_title = title_share(wanted.title, person)
        told = (
            message("position", locale, own=own_title)
            if own_title
            else message("no_position", locale, title=wanted.title)
        )
        parts.append(part("position", share, locale, told))
    terms = advertised_terms(wanted)
    if terms:
        share = words_share(terms, person)
        told = message("terms", locale, covered=round(share * len(terms)), total=len(terms))
        parts.append(part("terms", share, locale, told))
    return parts


def part(name: str, share: float, locale: str, told: str) -> MatchPart:
    most = WEIGHTS[name]
    return {
        "id": name,
        "label": label(name, locale),
        "points": round(most * share, DIGITS),
        "max": most,
        "message": told,
    }


def advertised_terms(wanted: Advertisement) -> list[str]:
    """The meaningful words of the title and of every line, each stem once."""
    found: dict[str, str] = {}
    for text in (wanted.title or "", *(asked.text for asked in wanted.asked)):
        for word in meaningful(text):
            found.setdefault(stem(word), word)
    return list(found.values())


def keywords(wanted: Advertisement, requirements: list[Requirement]) -> tuple[list[Keyword], list[Keyword]]:
    """Every keyword once, split into present and missing ones. A keyword of any required line is required."""
    found: dict[str, Keyword] = {}
    lost: dict[str, Keyword] = {}
    for asked, one in zip(wanted.asked, requirements, strict=True):
        required = one["kind"] == "required"
        shown = {keyword["id"]: keyword for keyword in one["present"]}
        for choice in asked.choices:
            ids = [term.concept.id for term in choice.options]
            own = next((shown[i] for i in ids if i in shown), None)
            wording = " / ".join(term.wording for term in choice.options)
            told: Keyword = own or {
                "keyword": wording,
                "id": ids[0],
                "required": required,
                "line": None,
                "quote": None,
            }
            kept = (found if own else lost).setdefault(told["id"], {**told, "required": required})
            kept["required"] = kept["required"] or required
    return by_need(found.values()), by_need(lost.values())


def by_need(told: Iterable[Keyword]) -> list[Keyword]:
    """The required keywords first; otherwise they are in the order of the advertisement."""
    return sorted(told, key=lambda keyword: not keyword["required"])


def years(wanted: Advertisement, person: Candidate) -> YearsAsked | None:
    """The longest time that a required line asks for, else any line; months as a part of a year."""
    told = [(asked.kind == "required", asked.years) for asked in wanted.asked if asked.years]
    if not told:
        return None
    _, most = max(told)
    return {"required": most, "found": person.years, "met": person.years >= most}


def languages(wanted: Advertisement, person: Candidate) -> list[LanguageAsked]:
    found: dict[str, LanguageAsked] = {}
    for asked in wanted.asked:
        for spoken in asked.languages:
            found.setdefault(spoken.name, spoken_result(spoken, person))
    return list(found.values())


def degree(wanted: Advertisement, person: Candidate) -> DegreeAsked | None:
    asked = next(
        (
            one.degree
            for kind in ("required", "desirable", "duty")
            for one in wanted.asked
            if one.kind == kind and one.degree
        ),
        None,
    )
    return degree_result(asked, person) if asked else None
