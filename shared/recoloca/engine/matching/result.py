"""The shape of a match between an analysed CV and a job advertisement."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from recoloca.engine.analysis.result import Language

RequirementKind = Literal["required", "desirable", "duty"]
Status = Literal["covered", "partial", "missing"]


class Keyword(TypedDict):
    keyword: str
    """As the advertisement writes it."""
    id: str
    """The concept's identifier, the same as in the result's `skills`."""
    required: bool
    line: int | None
    """The CV's line that shows it; null for a missing one."""
    quote: str | None


class Requirement(TypedDict):
    text: str
    kind: RequirementKind
    status: Status
    coverage: float
    """0 to 1: the mean of what the line asks for."""
    present: list[Keyword]
    missing: list[str]


class YearsAsked(TypedDict):
    required: int
    found: float
    """Years in the CV's positions, time in two at once counted once."""
    met: bool


class LanguageAsked(TypedDict):
    name: str
    """ISO 639-1."""
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
    """The score worked out, with this match's numbers."""
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
