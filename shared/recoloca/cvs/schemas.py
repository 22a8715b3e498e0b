"""The request and response bodies of the CV routes."""

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
"""The limit of an upload through a function. Base64 makes it 5.4 MB, and Lambda accepts 6 MB."""

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}

PERCENT: Final[dict[str, int]] = {
    "queued": 10, "extracting": 25, "structuring": 50, "scoring": 75, "saving": 90, "done": 100,
}  # fmt: skip


def clean_file_name(value: str) -> str:
    """The file name without its path and unprintable characters: at most 200 characters, or `cv` if none is left."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", value))[-1]
    printable = "".join(c for c in base if unicodedata.category(c) not in HIDDEN).strip()
    return printable[:200] or "cv"


FileName = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(clean_file_name)]
JobDescription = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class UploadRequest(RequestBody):
    """A file that the client will upload to S3. `size` is in bytes."""

    file_name: FileName
    content_type: Annotated[str, Field(max_length=200)]
    size: Annotated[int, Field(ge=0)]
    job_description: JobDescription | None = None
    language: Literal["pt-BR", "en"] | None = None


class PresignedUpload(Schema):
    """Post a `multipart/form-data` body to `url`: all `fields`, then the file as `file`."""

    url: str
    fields: dict[str, str]


class UploadCreated(Schema):
    """A new analysis. `upload` is null when the request contained the file."""

    analysis_id: UUID
    status: Status
    upload: PresignedUpload | None = None


class Progress(Schema):
    """The current stage of the worker, and the progress in percent."""

    stage: Stage
    percent: int


class AnalysisFailure(Schema):
    """The reason for a failed analysis. `retry` is true if a retry with the same file can succeed."""

    code: str
    message: str
    retry: bool


class AnalysisSummary(Schema):
    """An analysis without its result.

    `earlier_version` is true if another version of the engine made the result. Its score is then not comparable with
    the others, and it is left out of the trend and of means. We read such results again when we can.
    """

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
    earlier_version: bool


class Analysis(AnalysisSummary):
    """An analysis. `has_job_description` is true if the upload contained a job advertisement.

    A match without an advertisement in its request uses that one.
    """

    has_job_description: bool = False
    result: AnalysisResult | None


class AnalysisPage(Schema):
    """A page of analyses, newest first. `next_cursor` is null on the last page."""

    items: list[AnalysisSummary]
    next_cursor: str | None


class Statistics(Schema):
    """Totals of the caller's analyses.

    `avg_score` is the mean of completed analyses without those of an earlier version; null without any.
    """

    total_analyses: int
    completed_analyses: int
    avg_score: float | None
    last_analysis: datetime | None


class PartChange(Schema):
    """One part of the score in both analyses, in points."""

    id: str
    label: str
    before: float
    after: float
    max: float


class Comparison(Schema):
    """The changes between two analyses. `before` is the older one."""

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
    """The text of a job advertisement. Without it, the advertisement from the upload is used."""

    job_description: JobDescription | None = None
