"""The content of a document: JSON Resume 1.0 (jsonresume.org/schema), with the product's own facts in `meta.recoloca`.

Every field is optional, because a person writes a document in many steps. A date is `2021`, `2021-03` or `2021-03-15`.
In `work`, `volunteer`, `education` and `projects` an entry with a start and no end still goes on.
"""

from __future__ import annotations

from typing import Final, Literal

from typing_extensions import TypedDict

Language = Literal["pt", "en", "es"]
SectionKey = Literal[
    "summary", "work", "education", "skills", "languages", "certificates", "projects", "volunteer", "awards",
    "publications", "interests", "references", "custom",
]  # fmt: skip

SECTIONS: Final[tuple[SectionKey, ...]] = (
    "summary", "work", "education", "skills", "languages", "certificates", "projects", "volunteer", "awards",
    "publications", "interests", "references", "custom",
)  # fmt: skip
"""The sections of a document in their usual order. `custom` stands for all sections with headings of their own."""


class Location(TypedDict, total=False):
    address: str
    postalCode: str
    city: str
    countryCode: str
    region: str


class SocialProfile(TypedDict, total=False):
    network: str
    username: str
    url: str


class Basics(TypedDict, total=False):
    name: str
    label: str
    """The professional title below the name."""
    image: str
    email: str
    phone: str
    url: str
    summary: str
    location: Location
    profiles: list[SocialProfile]


class Work(TypedDict, total=False):
    name: str
    """The employer."""
    location: str
    description: str
    position: str
    url: str
    startDate: str
    endDate: str
    summary: str
    highlights: list[str]


class Volunteer(TypedDict, total=False):
    organization: str
    position: str
    url: str
    startDate: str
    endDate: str
    summary: str
    highlights: list[str]


class ResumeEducation(TypedDict, total=False):
    institution: str
    url: str
    area: str
    studyType: str
    startDate: str
    endDate: str
    score: str
    courses: list[str]


class Award(TypedDict, total=False):
    title: str
    date: str
    awarder: str
    summary: str


class Certificate(TypedDict, total=False):
    name: str
    date: str
    url: str
    issuer: str


class Publication(TypedDict, total=False):
    name: str
    publisher: str
    releaseDate: str
    url: str
    summary: str


class SkillGroup(TypedDict, total=False):
    """A skill with its level, or a named group of skills (`keywords`)."""

    name: str
    level: str
    keywords: list[str]


class ResumeLanguage(TypedDict, total=False):
    language: str
    fluency: str


class Interest(TypedDict, total=False):
    name: str
    keywords: list[str]


class Reference(TypedDict, total=False):
    name: str
    reference: str


class Project(TypedDict, total=False):
    name: str
    description: str
    highlights: list[str]
    keywords: list[str]
    startDate: str
    endDate: str
    url: str
    roles: list[str]
    entity: str
    type: str


class CustomSection(TypedDict, total=False):
    """A section that JSON Resume has no place for, such as availability. It is a list of lines."""

    title: str
    items: list[str]


class OwnFacts(TypedDict, total=False):
    sections: list[SectionKey]
    """The order of the sections. A section that is missing here follows in its usual order."""
    custom: list[CustomSection]


class Meta(TypedDict, total=False):
    canonical: str
    version: str
    lastModified: str
    recoloca: OwnFacts


class Resume(TypedDict, total=False):
    basics: Basics
    work: list[Work]
    volunteer: list[Volunteer]
    education: list[ResumeEducation]
    awards: list[Award]
    certificates: list[Certificate]
    publications: list[Publication]
    skills: list[SkillGroup]
    languages: list[ResumeLanguage]
    interests: list[Interest]
    references: list[Reference]
    projects: list[Project]
    meta: Meta


def order_of(resume: Resume) -> list[SectionKey]:
    """All sections in the order of this document, each once."""
    own = resume.get("meta", {}).get("recoloca", {}).get("sections", [])
    return list(dict.fromkeys([*own, *SECTIONS]))
