"""Why a CV was read as it was: each line with its section, its role and the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from .cv.understand import Cv, understand
from .entries.entry import WorkEntry
from .extract.process import extract
from .lines.line import TextLine
from .lines.looks import body_size
from .words.dates import periods
from .words.headings import heading_kind, listed_kind
from .words.pieces import LABEL
from .words.places import is_place
from .words.positions import company_score, title_score
from .words.schools import degree_of, names_school
from .words.text import fold, is_caps

WORTH_TELLING: Final = 0.8
"""The score from which on a line reads like a position."""
LARGER: Final = 1.08
"""How much larger than the body a line is set that stands out by its size."""


class Explained(NamedTuple):
    """A line with the kind of its section, what it is there, and what tells so."""

    n: int
    page: int
    text: str
    section: str
    roles: tuple[str, ...]
    evidence: tuple[str, ...]


def explain(data: bytes) -> list[Explained]:
    """Every line of a file as the engine read it. Raises what `extract` raises."""
    cv = understand(extract(data))
    roles, sections, body = roles_of(cv), sections_of(cv), body_size(cv.lines)
    return [
        Explained(
            line.n, line.page, line.text, sections.get(line.n, ""), tuple(roles[line.n]), evidence(line, body)
        )
        for line in cv.lines
    ]


def sections_of(cv: Cv) -> dict[int, str]:
    found = {line.n: block.kind for block in cv.blocks for line in block.lines}
    return found | {block.heading.n: block.kind for block in cv.blocks if block.heading}


def roles_of(cv: Cv) -> dict[int, list[str]]:
    """By line number: heading, a datum of the profile, a part of an entry or of a study."""
    found: dict[int, list[str]] = defaultdict(list)
    for block in cv.blocks:
        if block.heading:
            found[block.heading.n].append("heading")
    for datum, number in cv.profile_lines.items():
        found[number].append(datum)
    lines = {line.n: line for line in cv.lines}
    for entry in cv.entries:
        for number in entry.header:
            found[number] += entry_roles(entry, lines[number])
        for number in (number for item in entry.items for number in item.lines):
            found[number].append("task")
    for study in cv.studies:
        for number in study.lines:
            found[number] += study_roles(lines[number], study.institution)
    for number in {skill["line"] for skill in cv.skills}:
        found[number].append("skill")
    return found


def entry_roles(entry: WorkEntry, line: TextLine) -> list[str]:
    text = fold(line.text)
    named = {"employer": entry.company, "title": entry.title, "place": entry.location}
    roles = [role for role, value in named.items() if value and fold(value) in text]
    return [*roles, "period"] if entry.period and periods(line.text) else roles


def study_roles(line: TextLine, institution: str | None) -> list[str]:
    roles = ["school"] if institution and fold(institution) in fold(line.text) else []
    roles += ["course"] if degree_of(line.body) else []
    return [*roles, "period"] if periods(line.text) else roles


def evidence(line: TextLine, body: float) -> tuple[str, ...]:
    """What the stages weigh of a line, in short words."""
    told: list[str] = []
    kind = heading_kind(line.text)
    if kind:
        told.append(f"heading of {kind}" if listed_kind(line.text) else f"words of a heading of {kind}")
    told += [f"period {one.start or '?'} to {one.end or 'now'}" for one in periods(line.text)]
    label = LABEL.match(line.body)
    if label:
        told.append(
            "label " + next(name for name, value in label.groupdict().items() if value and name != "rest")
        )
    tests = {
        f"position {title_score(line.body):.1f}": title_score(line.body) >= WORTH_TELLING,
        f"employer {company_score(line.body):.1f}": company_score(line.body) > 0,
        "school": names_school(line.body),
        "degree": degree_of(line.body) is not None,
        "place": is_place(line.body),
        "bullet": line.bullet,
        "bold": line.bold,
        "capitals": is_caps(line.text),
        f"size {line.size / body:.2f} of the body": line.size > LARGER * body,
        f"style {line.style}": bool(line.style),
        f"{len(line.cells)} cells": len(line.cells) > 1,
    }
    return (*told, *(name for name, holds in tests.items() if holds))
