"""The shape of a match between an analysed CV and a job advertisement."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from recoloca.engine.analysis.result import Language

RequirementKind = Literal["required", "desirable", "duty"]
Status = Literal["covered", "partial", "missing"]


class Keyword(TypedDict):
    keyword: str
    """In the words of the advertisement."""
    id: str
    """The concept's identifier, the same as in the result's `skills`."""
    required: bool
    line: int | None
    """The number of the CV's line with this keyword; null for a missing one."""
    quote: str | None


class Requirement(TypedDict):
    text: str
    kind: RequirementKind
    status: Status
    coverage: float
    """0 to 1: the mean of the conditions of the line."""
    present: list[Keyword]
    missing: list[str]


class YearsAsked(TypedDict):
    required: float
    """Months as a part of a year, with two decimals."""
    found: float
    """The years in the CV's positions. Overlapping time counts once."""
    met: bool


class LanguageAsked(TypedDict):
    name: str
    """The ISO 639-1 code."""
    required: str | None
    found: str | None
    met: bool
    line: int | None


class DegreeAsked(TypedDict):
    required: str
    found: str | None
    met: bool
    line: int | None


class MatchPart(TypedDict):
    id: str
    label: str
    points: float
    max: float
    message: str


class MatchResult(TypedDict):
    score: int
    formula: str
    """The calculation of the score with the numbers of this match."""
    language: Language
    title: str | None
    """The advertised position."""
    parts: list[MatchPart]
    requirements: list[Requirement]
    present: list[Keyword]
    missing: list[Keyword]
    years: YearsAsked | None
    languages: list[LanguageAsked]
    degree: DegreeAsked | None
