"""The request and response bodies of the document routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, StringConstraints, model_validator

from recoloca.documents.content import ResumeContent
from recoloca.engine.analysis.result import Ats, Score, Suggestion
from recoloca.engine.documents.resume import Language, Resume
from recoloca.engine.documents.review import ReviewLine
from recoloca.runtime.plain_text import one_line
from recoloca.runtime.schema import RequestBody, Schema

Kind = Literal["cv", "letter"]
Template = Literal["classic", "modern", "compact", "executive", "academic", "sidebar"]
Origin = Literal["blank", "analysis", "import", "duplicate", "tailored", "twin", "anonymous"]
Cause = Literal["created", "edited", "restored", "accepted"]

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120), AfterValidator(one_line)
]


class CreateDocument(RequestBody):
    """A new document: of a finished analysis, as a copy of another document, or empty without both.

    `language` is the CV's language. Without it, the new document has the language of its source, or of the request.
    """

    title: Title
    analysis_id: UUID | None = None
    document_id: UUID | None = None
    language: Language | None = None

    @model_validator(mode="after")
    def _one_source(self) -> CreateDocument:
        if self.analysis_id and self.document_id:
            raise ValueError("analysis_id or document_id, not both")
        return self


class SaveDocument(RequestBody):
    content: ResumeContent


class ChangeDocument(RequestBody):
    """What changes beside the content. A field that is null stays as it is."""

    title: Title | None = None
    template: Template | None = None
    language: Language | None = None


class DocumentSummary(Schema):
    """A document in a list. `version` is the number of its current version, `score` the score at its analysis."""

    id: UUID
    kind: Kind
    title: str
    language: Language
    template: Template
    origin: Origin
    analysis_id: UUID | None
    master_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class Document(DocumentSummary):
    """A document with the content of its current version. `ETag` names the version: `If-Match` wants it back."""

    content: Resume


class ImportedDocument(Document):
    """An imported document. `left_out` names the fields of the file that a document has no place for."""

    left_out: list[str]


class DocumentPage(Schema):
    """A page of documents, newest first. `next_cursor` is null on the last page.

    `limit` is the number of documents that the plan allows, and null for a plan without a limit.
    """

    items: list[DocumentSummary]
    next_cursor: str | None
    used: int
    limit: int | None


class DocumentReview(Schema):
    """The score of a document's content. `score` and `ats` are null while there is too little text for a score.

    `lines` are what rules and suggestions name by number. `path` is the field of a line, as in
    `work.0.highlights.2`; it is null for a line that joins several texts.
    """

    score: Score | None
    ats: Ats | None
    suggestions: list[Suggestion]
    lines: list[ReviewLine]


class Version(Schema):
    number: int
    cause: Cause
    score: int | None
    created_at: datetime


class VersionList(Schema):
    """The kept versions, newest first. The newest 100 stay, and the last one of each earlier day: 200 at most."""

    items: list[Version]
