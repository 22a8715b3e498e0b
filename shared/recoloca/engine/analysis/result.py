"""The shape of a finished analysis: the same JSON from the API, `recoloca analyze --json` and the database.

Line numbers count from 1 over `lines`; a `[first, last]` pair includes both ends. What was not found is null,
never a guess.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

Language = Literal["pt", "en", "es"]
Priority = Literal["high", "medium", "low"]
SkillKind = Literal["technical", "soft", "tool", "language", "domain"]


class Line(TypedDict):
    n: int
    page: int
    text: str


class ProfessionalRegister(TypedDict):
    council: str
    """The letters of the council, such as `CRM` or `OAB`."""
    state: str | None
    """Two letters, such as `SP`."""
    number: str
    """As written: `123.456`, `012345/O-7`."""


class Profile(TypedDict):
    name: str | None
    headline: str | None
    email: str | None
    phone: str | None
    """E.164, such as `+5511987654321`."""
    location: str | None
    links: list[str]
    registers: NotRequired[list[ProfessionalRegister]]
    """Registers of regulated professions. Results before engine 1.2.0 do not have them."""
    summary: str | None


class Experience(TypedDict):
    company: str | None
    title: str | None
    start: str | None
    """`2021-03`, or `2021` where the CV gives no month."""
    end: str | None
    current: bool
    location: str | None
    bullets: list[str]
    lines: list[int]


class Education(TypedDict):
    institution: str | None
    degree: str | None
    field: str | None
    start: str | None
    end: str | None
    lines: list[int]


class Skill(TypedDict):
    id: str
    label: str
    kind: SkillKind
    line: int


class SpokenLanguage(TypedDict):
    name: str
    """ISO 639-1, such as `en`."""
    level: str | None
    line: int


class Certification(TypedDict):
    name: str
    issuer: str | None
    date: str | None
    line: int


class Section(TypedDict):
    kind: str
    title: str
    lines: list[int]


class ScoreRule(TypedDict):
    id: str
    points: float
    max: float
    lines: list[int]
    message: str


class ScorePart(TypedDict):
    id: str
    label: str
    points: float
    max: float
    rules: list[ScoreRule]


class Score(TypedDict):
    overall: int
    parts: list[ScorePart]


class AtsWarning(TypedDict):
    id: str
    message: str
    lines: list[int]


class Ats(TypedDict):
    score: int
    warnings: list[AtsWarning]


class Suggestion(TypedDict):
    id: str
    section: str
    priority: Priority
    gain: float
    """Points the overall score would rise if the line were changed."""
    line: int | None
    quote: str | None
    message: str
    example: str | None


class Engine(TypedDict):
    name: str
    version: str
    model: str | None
    milliseconds: int


class AnalysisResult(TypedDict):
    language: Language
    profile: Profile
    experience: list[Experience]
    education: list[Education]
    skills: list[Skill]
    languages: list[SpokenLanguage]
    certifications: list[Certification]
    sections: list[Section]
    score: Score
    ats: Ats
    suggestions: list[Suggestion]
    lines: list[Line]
    engine: Engine
