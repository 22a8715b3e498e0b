"""The embedded engine: a file's bytes in, an explained analysis out; no network, no model, no chance."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, Literal

from .advice.suggestions import suggest
from .cv.understand import Cv, looks_like_cv, understand
from .entries import studies
from .entries.entry import WorkEntry
from .errors import AnalysisError
from .extract.process import extract
from .guard import guarded
from .result import AnalysisResult, Experience, Section
from .scoring import ats
from .scoring.evidence import weigh
from .scoring.repeated import distinct_items
from .scoring.score import score
from .version import NAME, VERSION

Stage = Literal["extracting", "structuring", "scoring"]
FEWEST_WORDS: Final = 25


def analyze(
    data: bytes,
    *,
    locale: str = "pt-BR",
    on_stage: Callable[[Stage], None] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> AnalysisResult:
    """Analyse a PDF, DOCX or text file.

    Messages and labels are in `locale` (`pt-BR` or `en`), examples in the CV's own language. `clock` gives seconds;
    `engine.milliseconds` is the only field that differs between two analyses of the same bytes.

    Raises:
        AnalysisError: the file cannot be analysed, and trying again will not change that. The extracting process and
            each stage after it end after three seconds of processor time.
        ExtractionStalledError: the machine was too busy to extract the text in time; another try may work.
    """
    began = clock()
    report = on_stage or (lambda _stage: None)
    report("extracting")
    document = extract(data)
    if document["scanned"]:
        raise AnalysisError("FILE_SCANNED")
    if sum(len(row["text"].split()) for row in document["rows"]) < FEWEST_WORDS:
        raise AnalysisError("FILE_FONTS_UNMAPPED" if document["unmapped"] else "FILE_NO_TEXT")
    report("structuring")
    with guarded():
        cv = understand(document)
    if not looks_like_cv(cv):
        raise AnalysisError("FILE_FONTS_UNMAPPED" if document["unmapped"] else "NOT_A_CV")
    report("scoring")
    with guarded():
        return conclude(cv, locale, lambda: round((clock() - began) * 1000))


def conclude(cv: Cv, locale: str, elapsed: Callable[[], int]) -> AnalysisResult:
    evidence = [weigh(item) for item in distinct_items(cv.items)]
    scored = score(cv, evidence, locale)
    readable = next(part for part in scored["parts"] if part["id"] == "ats")
    return {
        "language": cv.language,
        "profile": cv.profile,
        "experience": [experience(entry) for entry in cv.entries],
        "education": [studies.to_result(study) for study in cv.studies],
        "skills": cv.skills,
        "languages": cv.languages,
        "certifications": cv.certifications,
        "sections": sections(cv),
        "score": scored,
        "ats": ats.assess(cv, readable["points"], readable["max"], locale),
        "suggestions": suggest(cv, scored, evidence, locale),
        "lines": [{"n": line.n, "page": line.page, "text": line.text} for line in cv.lines],
        "engine": {"name": NAME, "version": VERSION, "model": None, "milliseconds": elapsed()},
    }


def experience(entry: WorkEntry) -> Experience:
    period = entry.period
    return {
        "company": entry.company,
        "title": entry.title,
        "start": period.start or (None if period.until else period.end) if period else None,
        "end": period.end if period else None,
        "current": bool(period and period.current),
        "location": entry.location,
        "bullets": [item.text for item in entry.items],
        "lines": entry.extent,
    }


def sections(cv: Cv) -> list[Section]:
    return [
        {"kind": block.kind, "title": block.title, "lines": block.extent}
        for block in cv.blocks
        if block.heading
    ]
