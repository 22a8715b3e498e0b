"""What the CV routes take and give."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from recoloca.engine.analysis.result import AnalysisResult, Suggestion
from recoloca.runtime.plain_text import HIDDEN
from recoloca.runtime.schema import RequestBody, Schema

Status = Literal["awaiting_upload", "pending", "processing", "completed", "failed"]
CvLanguage = Literal["pt", "en", "es"]
Stage = Literal["queued", "extracting", "structuring", "scoring", "saving", "done"]

MAXIMUM_BYTES: Final = 10 * 1024 * 1024
MULTIPART_MAXIMUM_BYTES: Final = 4 * 1024 * 1024
"""Through a function: base64 makes it 5.4 MB of Lambda's 6 MB."""

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}

PERCENT: Final[dict[str, int]] = {
    "queued": 10, "extracting": 25, "structuring": 50, "scoring": 75, "saving": 90, "done": 100,
}  # fmt: skip


def clean_file_name(value: str) -> str:
    """The name as its owner knows it, without a path or anything that does not print."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", value))[-1]
    printable = "".join(c for c in base if unicodedata.category(c) not in HIDDEN).strip()
    return printable[:200] or "cv"


FileName = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(clean_file_name)]
JobDescription = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class UploadRequest(RequestBody):
    """A file that will be posted straight to S3; `size` in bytes."""

    file_name: FileName
    content_type: Annotated[str, Field(max_length=200)]
    size: Annotated[int, Field(ge=0)]
    job_description: JobDescription | None = None
    language: Literal["pt-BR", "en"] | None = None


class PresignedUpload(Schema):
    """Where to post the file as `multipart/form-data`: all `fields`, then the file as `file`."""

    url: str
    fields: dict[str, str]


class UploadCreated(Schema):
    """`upload` is null when the file came with the request."""

    analysis_id: UUID
    status: Status
    upload: PresignedUpload | None = None


class Progress(Schema):
    """The stage the worker is in now, and how far along that is."""

    stage: Stage
    percent: int


class AnalysisFailure(Schema):
    """Why an analysis failed; `retry` says whether trying the same file again may help."""

    code: str
    message: str
    retry: bool


class AnalysisSummary(Schema):
    id: UUID
    status: Status
    file_name: str
    size: int
    score: int | None
    language: CvLanguage | None
    created_at: datetime
    completed_at: datetime | None
    progress: Progress
    error: AnalysisFailure | None


class Analysis(AnalysisSummary):
    """`has_job_description`: the CV was uploaded with an advertisement, which a match uses when it is given none."""

    has_job_description: bool = False
    result: AnalysisResult | None


class AnalysisPage(Schema):
    """Newest first; `next_cursor` is null on the last page."""

    items: list[AnalysisSummary]
    next_cursor: str | None


class Statistics(Schema):
    """`avg_score` over completed analyses; null before the first."""

    total_analyses: int
    completed_analyses: int
    avg_score: float | None
    last_analysis: datetime | None


class PartChange(Schema):
    """One part of the score in both versions, in points."""

    id: str
    label: str
    before: float
    after: float
    max: float


class Comparison(Schema):
    """What changed from `before` to `after`, the older and the newer of two analyses."""

    before: AnalysisSummary
    after: AnalysisSummary
    score_change: int
    parts: list[PartChange]
    solved: list[Suggestion]
    remaining: list[Suggestion]
    new: list[Suggestion]
    skills_added: list[str]
    skills_removed: list[str]


class MatchRequest(RequestBody):
    """An advertisement's text; without it, the one the CV was uploaded with is used."""

    job_description: JobDescription | None = None
