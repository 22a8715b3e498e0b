"""One CV as its author means it, before any layout: the renderers print it, and the truth is read off it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from typing_extensions import TypedDict

Language = Literal["pt", "en", "es"]


@dataclass(frozen=True)
class Job:
    company: str
    title: str
    place: str
    start: str
    """`2021-03`, or `2021` where the period as printed gives no month."""
    end: str | None
    """None while the job lasts."""
    period: str
    bullets: tuple[str, ...]


@dataclass(frozen=True)
class Study:
    institution: str
    degree: str
    end: str
    period: str


@dataclass(frozen=True)
class Block:
    """A section with its heading. `kind` is one of the kinds of `headings.tsv`."""

    kind: str
    title: str
    jobs: tuple[Job, ...] = ()
    studies: tuple[Study, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cv:
    language: Language
    profession: str
    name: str
    headline: str
    email: str
    phone: str | None
    """E.164; None where the CV gives no telephone."""
    phone_text: str
    place: str
    links: tuple[str, ...]
    personal: tuple[str, ...]
    """Lines such as marital status, age, driving licence: usual in Brazil, never a datum of the profile."""
    skills: tuple[str, ...]
    """Every skill the text names, in the skills section or in a sentence."""
    blocks: tuple[Block, ...]

    def without(self, kind: str) -> Cv:
        """The same CV with its section of this kind cut out, heading and all."""
        return replace(self, blocks=tuple(block for block in self.blocks if block.kind != kind))

    def kinds(self) -> list[str]:
        return [block.kind for block in self.blocks]


class TrueJob(TypedDict):
    company: str
    title: str
    start: str
    end: str | None
    current: bool


class Truth(TypedDict):
    """What a perfect reader would find in the document."""

    language: Language
    profession: str
    name: str
    email: str
    phone: str | None
    sections: list[tuple[str, str]]
    jobs: list[TrueJob]
    graduation_years: list[str]
    skills: list[str]


@dataclass(frozen=True)
class Layout:
    name: str
    suffix: str
    render: Callable[[Cv], bytes]


@dataclass(frozen=True)
class Case:
    """One document to make: `group` is "read" (scored field by field), "twin" or "removal"."""

    id: str
    group: Literal["read", "twin", "removal"]
    layout: str
    cv: Cv
    twin_of: str | None = None
    """The person, for twins; the id of the whole document, for a removal."""


def truth_of(cv: Cv) -> Truth:
    jobs = [job for block in cv.blocks for job in block.jobs]
    studies = [study for block in cv.blocks for study in block.studies]
    return {
        "language": cv.language,
        "profession": cv.profession,
        "name": cv.name,
        "email": cv.email,
        "phone": cv.phone,
        "sections": [(block.kind, block.title) for block in cv.blocks],
        "jobs": [
            {
                "company": job.company,
                "title": job.title,
                "start": job.start,
                "end": job.end,
                "current": job.end is None,
            }
            for job in jobs
        ],
        "graduation_years": [study.end for study in studies],
        "skills": list(cv.skills),
    }
