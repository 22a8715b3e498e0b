"""The CV's side of a match: the lines with each concept and word, the years, the languages and the conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.words.text import fold

from .asked import LEVELS, Spoken, spoken_asked
from .conditions import Conditions, conditions_shown
from .evidence import evidence
from .terms import Term, broader, terms, wordings
from .words import WORD, stem


@dataclass(slots=True)
class Candidate:
    """The facts of one CV that a match needs. Lines are numbered from 1."""

    result: AnalysisResult
    concepts: dict[str, int]
    """The best line for each concept."""
    levels: dict[str, int]
    """The highest level of each concept: 1 basic, 2 intermediate, 3 advanced."""
    modules: dict[tuple[str, str], int]
    """The line of each module of a product family."""
    stems: dict[str, int]
    """The first line with each stem."""
    lines: dict[int, frozenset[str]]
    """The stems of each line."""
    spoken: dict[str, tuple[str, int]]
    """The level and the line of each language that any line names with a level."""
    conditions: Conditions
    years: float
    titles: list[str]
    """The headline and the positions, newest first."""
    today: date | None

    def quote(self, line: int) -> str:
        return self.result["lines"][line - 1]["text"]

    def shows(self, concept: str) -> int | None:
        """The line of a concept or of a narrower one; None when the CV has none."""
        if line := self.concepts.get(concept):
            return line
        lines = [self.concepts[one] for one in broader().get(concept, ()) if one in self.concepts]
        return min(lines, default=None) or self.worded(concept)

    def worded(self, concept: str) -> int | None:
        """The first line with all words of a name of the concept: `Controlei o estoque` has `controle de estoque`."""
        for number, stems in self.lines.items():
            if any(words <= stems for words in wordings().get(concept, ())):
                return number
        return None


def candidate(result: AnalysisResult, today: date | None) -> Candidate:
    """Collect the facts of an analysed CV. An open position ends at `today`; without it, at the CV's latest date."""
    shown = evidence(result, today)
    stems = {number: frozenset(stem(word) for word in WORD.findall(fold(text))) for number, text in shown}
    found = {number: terms(text, inside=True) for number, text in shown}
    titles = (result["profile"]["headline"], *(job["title"] for job in result["experience"]))
    return Candidate(
        result,
        shown_concepts(result, found),
        shown_levels(found),
        {
            (term.concept.id, term.module): n
            for n, own in reversed(found.items())
            for term in own
            if term.module
        },
        {one: number for number, own in reversed(stems.items()) for one in own},
        stems,
        shown_languages(shown),
        conditions_shown(shown),
        years_worked(result, today),
        [title for title in titles if title],
        today,
    )


def shown_concepts(result: AnalysisResult, found: dict[int, list[Term]]) -> dict[str, int]:
    """The line of each concept.

    Skills count first, except those that their line denies; then positions, education and certificates, then any line.
    """
    by_line = {number: {term.concept.id for term in own} for number, own in found.items()}
    skills = {
        skill["id"]: skill["line"]
        for skill in result["skills"]
        if skill["id"] in by_line.get(skill["line"], ()) or skill["id"].startswith("cv:")
    }
    headers = [job["lines"][0] for job in result["experience"]]
    studies = [n for study in result["education"] for n in range(study["lines"][0], study["lines"][1] + 1)]
    named = [item["line"] for item in (*result["certifications"], *result["languages"])]
    for number in (*headers, *studies, *named):
        for concept in sorted(by_line.get(number, ())):
            skills.setdefault(concept, number)
    for number, own in found.items():
        for term in own:
            if term.end - term.start > 2:
                skills.setdefault(term.concept.id, number)
    return skills


def shown_levels(found: dict[int, list[Term]]) -> dict[str, int]:
    """The highest level of each concept in the terms of all lines."""
    levels: dict[str, int] = {}
    for own in found.values():
        for term in own:
            if term.level:
                levels[term.concept.id] = max(levels.get(term.concept.id, 0), term.level)
    return levels


def shown_languages(shown: list[tuple[int, str]]) -> dict[str, tuple[str, int]]:
    """The highest level of each language that a line names with a level, and that line."""
    found: dict[str, tuple[str, int]] = {}
    for number, text in shown:
        for spoken in spoken_asked(text):
            if spoken.level and (spoken.name not in found or _above(spoken, found[spoken.name][0])):
                found[spoken.name] = (spoken.level, number)
    return found


def _above(spoken: Spoken, level: str) -> bool:
    return LEVELS.index(spoken.level or "A1") > LEVELS.index(level)


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
