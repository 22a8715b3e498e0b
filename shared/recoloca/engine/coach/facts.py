"""The facts of the CV and of the advertisement that the coach may name, in the words of their author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from recoloca.engine.analysis.result import AnalysisResult, Experience, Suggestion
from recoloca.engine.analysis.scoring import evidence
from recoloca.engine.analysis.words.concepts import concepts
from recoloca.engine.analysis.words.lexicon import vocabulary
from recoloca.engine.analysis.words.text import BULLET, fold, key

LONGEST_QUOTE: Final = 160
SHORTEST_GAP_MONTHS: Final = 6
SHORT_STAY_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Gap:
    before: str
    """The company before the gap."""
    months: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The keywords of the advertisement, in its words and order: those that the CV has, and those that it lacks."""

    present: list[str]
    missing: list[str]


def quote(text: str) -> str:
    """A text without its bullet, at most `LONGEST_QUOTE` characters long, cut between words."""
    text = " ".join(BULLET.sub("", text).split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"


def has_figure(text: str) -> bool:
    """Whether the text has a number that says something about the work. Dates and similar numbers do not count."""
    return bool(evidence.FIGURE.search(evidence.NOT_FIGURE.sub(" ", fold(text))))


def strengths(analysis: AnalysisResult) -> list[str]:
    """Bullets with a figure. Those with an outcome come first; otherwise they are in the order of the CV."""
    bullets = [bullet for job in analysis["experience"] for bullet in job["bullets"] if has_figure(bullet)]
    return sorted(bullets, key=lambda bullet: not evidence.OUTCOME.search(fold(bullet)))


def weaknesses(analysis: AnalysisResult) -> list[str]:
    """Bullets without a figure: the person may add numbers to these stories."""
    return [bullet for job in analysis["experience"] for bullet in job["bullets"] if not has_figure(bullet)]


def quoting(analysis: AnalysisResult) -> list[Suggestion]:
    """The suggestions that quote a line of the CV."""
    return [suggestion for suggestion in analysis["suggestions"] if suggestion["quote"]]


def newest(analysis: AnalysisResult | None) -> Experience | None:
    """The newest job that has a title or a company; None without one."""
    jobs = analysis["experience"] if analysis else []
    return next((job for job in jobs if job["title"] or job["company"]), None)


def companies(analysis: AnalysisResult) -> list[str]:
    """The companies of the CV, newest first, each once."""
    return list(dict.fromkeys(job["company"] for job in analysis["experience"] if job["company"]))


def skills(
    analysis: AnalysisResult, kinds: frozenset[str] = frozenset({"technical", "tool", "domain"})
) -> list[str]:
    """The labels of the skills of these kinds, in the order of the CV."""
    return [skill["label"] for skill in analysis["skills"] if skill["kind"] in kinds]


def months(when: str) -> int:
    """The months since year 0 of `2021-03`, or of `2021` (its middle)."""
    return int(when[:4]) * 12 + (int(when[5:7]) - 1 if len(when) > 4 else 6)


def gaps(analysis: AnalysisResult, today: date) -> list[Gap]:
    """Times of six months or more without a job, newest first. A gap needs a month in both of its dates."""
    dated = [job for job in analysis["experience"] if job["start"] and len(job["start"]) > 4]
    found: list[Gap] = []
    busy_from = today.year * 12 + today.month - 1
    for job in sorted(dated, key=lambda job: job["start"] or "", reverse=True):
        end = (
            busy_from
            if job["current"]
            else months(job["end"])
            if job["end"] and len(job["end"]) > 4
            else None
        )
        if end is not None and busy_from - end >= SHORTEST_GAP_MONTHS and job["company"]:
            found.append(Gap(job["company"], busy_from - end))
        busy_from = min(busy_from, months(job["start"] or ""))
    return found


def short_stays(analysis: AnalysisResult) -> list[str]:
    """Companies where the person stayed less than a year."""
    return [
        job["company"]
        for job in analysis["experience"]
        if job["company"] and job["start"] and job["end"] and len(job["start"]) > 4 and len(job["end"]) > 4
        and months(job["end"]) - months(job["start"]) < SHORT_STAY_MONTHS
    ]  # fmt: skip


def coverage(analysis: AnalysisResult | None, job_description: str | None) -> Coverage:
    """Which keywords of the advertisement the CV has. Without an advertisement both lists are empty."""
    found = Coverage([], [])
    if not job_description:
        return found
    spoken = {language["name"] for language in analysis["languages"]} if analysis else set()
    known = {skill["id"] for skill in analysis["skills"]} if analysis else set()
    text = "\n".join(line["text"] for line in analysis["lines"]) if analysis else ""
    known |= {concept.id for concept, _, _ in concepts(text, inside=True)}
    names = vocabulary("language_names", "iso")
    seen: set[str] = set()
    for line in job_description.splitlines():
        for concept, start, end in concepts(line, inside=True):
            if concept.id in seen:
                continue
            seen.add(concept.id)
            has = concept.id in known or any(names.get(key(label)) in spoken for label in concept.labels)
            (found.present if has else found.missing).append(line[start:end])
    return found
