"""What a layout makes: a source still to be drawn, and the truth that a perfect reader would find in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from tests.evaluation.cv import Language
from tests.evaluation.messy.life import Job, Life, Study
from tests.evaluation.periods import Month

Kind = Literal["txt", "web", "sheet", "typst", "file.pdf", "file.docx"]
"""`web` is HTML for the browser, `sheet` HTML for WeasyPrint, `typst` Typst markup; the rest is finished."""
Precision = Literal["month", "year", "none", "start", "end"]
"""What of a period is printed: both months, both years, nothing, or only one month."""


@dataclass(frozen=True)
class Made:
    kind: Kind
    source: str | bytes
    truth: dict[str, Any]


@dataclass(frozen=True)
class Habit:
    """One way to make a CV: who uses it, in which language, whether its faults stay untold to the engine's author."""

    name: str
    language: Language
    trades: tuple[str, ...]
    write: Callable[[Life], Made]

    @property
    def held(self) -> bool:
        """A third of the layouts, drawn by their names: only figures of these leave the set, and only at the end."""
        return int(hashlib.sha256(f"9 {self.name}".encode()).hexdigest()[:8], 16) % 3 == 0


HABITS: Final[list[Habit]] = []


def habit(
    *trades: str, language: Language = "pt"
) -> Callable[[Callable[[Life], Made]], Callable[[Life], Made]]:
    """Registers a layout under its function's name."""

    def register(write: Callable[[Life], Made]) -> Callable[[Life], Made]:
        HABITS.append(Habit(write.__name__, language, trades, write))
        return write

    return register


def truth(
    life: Life,
    sections: str,
    dates: Precision | Callable[[Job], Precision] = "month",
    jobs: Iterable[Job] | None = None,
    studies: Iterable[Study] | None = None,
    **profile: Any,
) -> dict[str, Any]:
    """`sections` are kinds apart by spaces, `a|b` where either is right and `a?` where it may be there or not.

    `profile` overrides what the document says otherwise or not at all.
    """
    precise = dates if callable(dates) else lambda _: dates
    return {
        "language": life.language,
        "profile": {"name": life.name, "email": life.email, "phone": life.phone, **profile},
        "experience": [true_job(one, precise(one)) for one in (life.jobs if jobs is None else jobs)],
        "education": [
            {"institution": one.institution, "degree": one.degree, "field": one.field}
            for one in (life.studies if studies is None else studies)
        ],
        "languages": [],
        "sections": sections.split(),
    }


def true_job(job: Job, precision: Precision) -> dict[str, Any]:
    def printed(when: Month | None, shown: set[Precision]) -> str | None:
        if when is None or precision not in shown:
            return None
        return f"{when.year}" if precision == "year" else f"{when.year}-{when.month:02}"

    current = job.end is None and precision != "none"
    return {
        "company": job.company or None,
        "title": job.title or None,
        "start": printed(job.start, {"month", "year", "start"}),
        "end": printed(job.end, {"month", "year", "end"}),
        "current": current,
    }


def renamed(jobs: Iterable[Job], **fields: Any) -> list[Job]:
    """The jobs with fields replaced; a callable value is given the job."""
    return [
        replace(job, **{key: value(job) if callable(value) else value for key, value in fields.items()})
        for job in jobs
    ]
