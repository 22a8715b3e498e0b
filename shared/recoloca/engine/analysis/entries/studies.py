"""Education: which pieces of which lines make one study, by saturation and by the document's own order."""

from __future__ import annotations

import re

from ..lines.line import TextLine
from ..result import Education
from ..words.schools import (
    NOTES,
    names_field,
)
from .study_line import LONGEST_PIECE, Study, read
from .study_prepare import prepare


def parse(lines: list[TextLine]) -> list[Study]:
    """Entries by saturation: a second degree, institution or period starts the next one."""
    lines = prepare(lines)
    plain = [read(line) for line in lines if not line.bullet]
    listed = not any(study.degree or study.institution for study in plain)
    studies: list[Study] = []
    current = Study()
    aside: Study | None = None
    for line in lines:
        if NOTES.match(line.body):
            if current.lines:
                current.lines.append(line.n)
            continue
        found = read(line)
        if line.bullet and not listed and not accepts(current, found, line):
            if current.lines:
                current.lines.append(line.n)
            aside = found
            continue
        if clashes(current, found):
            studies.append(current)
            current = next_study(studies, found)
            if aside and line.bullet and not found.institution:
                merge(current, aside)
        merge(current, found)
        aside = None
    studies.append(current)
    first = school_first(studies)
    for study in studies:
        settle(study, first)
    return [study for study in studies if complete(study)]


def complete(study: Study) -> bool:
    return bool(study.degree or study.institution or (study.field and study.period))


def accepts(current: Study, found: Study, line: TextLine) -> bool:
    """Whether a bullet under a course tells a degree, a date or a school of its own instead of what was learnt."""
    if found.degree and (found.institution or found.period or not current.degree):
        return True
    if found.degree and current.degree and current.institution:
        return bool(
            re.match(
                r"(?:curso )?t[eé]cnic|bachar|licenc|p[oó]s|mba|mestr|dout|ensino",
                found.degree,
                re.IGNORECASE,
            )
        )
    if found.institution and not current.institution:
        return True
    if found.loose and current.degree and not current.field and names_field(found.loose[0]):
        return True
    short = len(line.body.split()) <= LONGEST_PIECE
    return bool(found.period and current.lines and current.period is None and short and not found.loose)


def clashes(current: Study, found: Study) -> bool:
    """Whether a line tells a second degree, school or period, so that it begins the next study."""
    told = bool(current.degree or current.institution or current.field)
    both = bool(current.degree and current.institution)
    return bool(
        (found.degree and current.degree)
        or (found.institution and current.institution)
        or (found.period and current.period and (told or current.loose))
        or (found.loose and current.loose and (current.period or told))
        or (found.loose and both and current.period)
        or (found.institution and waits(current))
    )


def waits(study: Study) -> bool:
    """Whether a loose piece of a study that has its period is its school, so that another school begins the next."""
    schools = [piece for piece in study.loose if not names_field(piece)]
    return bool(study.period and schools and (study.degree or study.field or len(study.loose) > 1))


def next_study(studies: list[Study], found: Study) -> Study:
    """An empty study; with the school of the one before where a second course follows without one."""
    before = studies[-1]
    course = found.field or (names_field(found.loose[0]) if found.loose else None)
    if course and found.period and not (found.institution or found.degree) and before.institution:
        return Study(institution=before.institution)
    return Study()


def merge(study: Study, found: Study) -> None:
    study.bold = study.bold or (not study.lines and found.bold)
    study.degree = study.degree or found.degree
    study.field = study.field or found.field
    study.institution = study.institution or found.institution
    study.period = study.period or found.period
    study.lines += found.lines
    several = len(found.loose) > 1 and (study.loose or study.institution) and not study.degree
    study.loose += [" - ".join(found.loose)] if several else found.loose


def school_first(studies: list[Study]) -> bool:
    """Whether the document sets each school in bold over its course."""
    return sum(study.bold and bool(study.institution) for study in studies) >= 1


def settle(study: Study, first: bool) -> None:
    """Give the loose pieces the places that are still empty."""
    for piece in study.loose:
        course = names_field(piece)
        if (
            study.institution is None
            and not course
            and (study.degree or study.field or first or study.period)
        ):
            study.institution = piece
        elif study.field is None:
            study.field = piece
        elif study.institution is None:
            study.institution = piece


def to_result(study: Study) -> Education:
    period = study.period
    return {
        "institution": study.institution, "degree": study.degree, "field": study.field,
        "start": period.start if period else None, "end": period.end if period else None,
        "lines": [min(study.lines), max(study.lines)],
    }  # fmt: skip
