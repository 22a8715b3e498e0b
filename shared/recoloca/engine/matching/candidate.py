"""The CV's side of a match: the lines with each concept and word, the years, the languages and the degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from recoloca.engine.analysis.result import AnalysisResult, Education
from recoloca.engine.analysis.words.concepts import concepts
from recoloca.engine.analysis.words.lexicon import vocabulary
from recoloca.engine.analysis.words.text import fold, key

from .asked import RANKS
from .words import WORD, stem

UNIVERSITY: Final = re.compile(r"\b(?:universi|faculdade|college|puc|usp|unicamp|unesp|uf[a-z]{1,3})")


@dataclass(slots=True)
class Candidate:
    result: AnalysisResult
    concepts: dict[str, int]
    """The best line for each concept."""
    stems: dict[str, int]
    """The first line with each stem."""
    years: float
    titles: list[str]
    """The headline and the positions, newest first."""

    def quote(self, line: int) -> str:
        return self.result["lines"][line - 1]["text"]


def candidate(result: AnalysisResult, today: date | None) -> Candidate:
    return Candidate(
        result,
        shown_concepts(result),
        shown_stems(result),
        years_worked(result, today),
        [
            title
            for title in (result["profile"]["headline"], *(job["title"] for job in result["experience"]))
            if title
        ],
    )


def shown_concepts(result: AnalysisResult) -> dict[str, int]:
    """The line of each concept.

    Skills count first, then positions, education and certifications, then all other lines.
    """
    found = {skill["id"]: skill["line"] for skill in result["skills"]}
    count = len(result["lines"])
    headers = [job["lines"][0] for job in result["experience"]]
    studies = [n for study in result["education"] for n in range(study["lines"][0], study["lines"][1] + 1)]
    named = [item["line"] for item in (*result["certifications"], *result["languages"])]
    for number in (*headers, *studies, *named):
        if 1 <= number <= count:
            for concept, _, _ in concepts(result["lines"][number - 1]["text"], inside=True):
                found.setdefault(concept.id, number)
    for line in result["lines"]:
        for concept, start, end in concepts(line["text"], inside=True):
            if end - start > 2:
                found.setdefault(concept.id, line["n"])
    return found


def shown_stems(result: AnalysisResult) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in result["lines"]:
        for word in WORD.findall(fold(line["text"])):
            found.setdefault(stem(word), line["n"])
    return found


def months_of(when: str, default: int) -> int:
    """The months since year 0 of `2021-03`, or of `2021` (with the month `default`)."""
    return int(when[:4]) * 12 + (int(when[5:7]) if len(when) > 4 else default)


def years_worked(result: AnalysisResult, today: date | None) -> float:
    """The years in positions.

    Overlapping time counts once; an open position ends at `today` or at the CV's latest date.
    """
    jobs = [job for job in result["experience"] if job["start"]]
    dates = [months_of(when, 12) for job in jobs for when in (job["start"], job["end"]) if when]
    now = today.year * 12 + today.month if today else max(dates, default=0)
    spans: list[tuple[int, int]] = []
    for job in jobs:
        start = months_of(job["start"] or "", 1)
        end = now if job["current"] or not job["end"] else months_of(job["end"], 12)
        spans.append((start, max(end, start)))
    worked, reached = 0, 0
    for start, end in sorted(spans):
        worked += max(0, end + 1 - max(start, reached))
        reached = max(reached, end + 1)
    return round(worked / 12, 1)


def degree_rank(study: Education) -> int:
    """The rank of an education entry in `asked.RANKS`; 0 when the entry names no degree."""
    known = vocabulary("degrees", "level")
    words = key(study["degree"] or "").split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            level = known.get(" ".join(words[start : start + size]))
            if level:
                return RANKS[level]
    return 5 if UNIVERSITY.search(fold(study["institution"] or "")) else 0
