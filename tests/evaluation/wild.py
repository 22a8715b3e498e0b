"""Documents of real layouts with invented people, and how much of each field the engine reads right.

Beside each document lies its truth, in the shape of the engine's result. These documents were there while the engine
was written, so their figures show what it can do with such layouts, not how it does on those it never met.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recoloca.engine.analysis.result import AnalysisResult
from tests.evaluation.metrics import SMALL_WORDS, Tally, same_text

FOLDER: Final = Path(__file__).with_name("wild")
SUFFIXES: Final = {".pdf", ".docx"}
FIELDS: Final = ("name", "email", "phone", "entries", "education", "sections", "languages")


@dataclass(frozen=True)
class Wild:
    name: str
    document: Path
    truth: dict[str, Any]


def wild() -> list[Wild]:
    return [
        Wild(path.stem, path, json.loads(path.with_suffix(".json").read_text("utf-8")))
        for path in sorted(FOLDER.iterdir())
        if path.suffix in SUFFIXES
    ]


def read_right(truth: dict[str, Any], result: AnalysisResult) -> dict[str, Tally]:
    """By field of `FIELDS`, what was expected, found and right."""
    profile: dict[str, Any] = dict(result["profile"])
    found = {field: one(truth["profile"].get(field), profile[field]) for field in ("name", "email", "phone")}
    found["entries"] = overlap(map(entry, truth["experience"]), map(entry, result["experience"]))
    found["education"] = overlap(map(study, truth["education"]), map(study, result["education"]))
    kinds = {one["kind"] for one in result["sections"]} - {"contact"}
    found["sections"] = overlap(set(truth["sections"]) - {"contact"}, kinds)
    found["languages"] = overlap(map(spoken, truth["languages"]), map(spoken, result["languages"]))
    return found


def one(expected: str | None, got: str | None) -> Tally:
    return Tally(int(same_text(expected) == same_text(got)), 1, 1)


def overlap(expected: Iterable[Hashable], got: Iterable[Hashable]) -> Tally:
    wanted, seen = Counter(expected), Counter(got)
    return Tally((wanted & seen).total(), wanted.total(), seen.total())


def entry(one: Any) -> tuple[Hashable, ...]:
    """Employer, title, both dates and whether it goes on."""
    end = None if one["current"] else one["end"]
    return same_text(one["company"]), same_text(one["title"]), one["start"], end, one["current"]


def study(one: Any) -> tuple[Hashable, ...]:
    """The institution and the course's words, whichever of them the degree takes."""
    return same_text(one["institution"]), words(f"{one['degree'] or ''} {one['field'] or ''}")


def words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in re.findall(r"[a-z0-9]+", plain) if word not in SMALL_WORDS)


def spoken(one: Any) -> tuple[Hashable, ...]:
    return one["name"], one["level"]


def share(tally: Tally) -> float:
    """Hits of the larger of what was expected and found: what is too much counts as wrong."""
    whole = max(tally.expected, tally.found)
    return tally.hits / whole if whole else 1.0


def figures(results: Iterable[tuple[Wild, AnalysisResult | None]]) -> dict[str, float]:
    """The share of each field over all documents; one without a result has everything wrong."""
    totals = {field: Tally() for field in FIELDS}
    for document, result in results:
        for field, tally in (
            read_right(document.truth, result) if result else missed(document.truth)
        ).items():
            totals[field].add(tally)
    return {field: share(tally) for field, tally in totals.items()}


def missed(truth: dict[str, Any]) -> dict[str, Tally]:
    sizes = {
        "entries": "experience",
        "education": "education",
        "sections": "sections",
        "languages": "languages",
    }
    return {field: Tally(0, len(truth[sizes[field]]) if field in sizes else 1, 0) for field in FIELDS}
