"""The request and response bodies of the privacy routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from recoloca.runtime.schema import RequestBody, Schema

ExportStatus = Literal["pending", "processing", "completed", "failed", "expired"]


class Export(Schema):
    """An export of the user's data, stored until `expires_at`. Each response has a new `url`, valid for 15 minutes."""

    id: UUID
    status: ExportStatus
    created_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None
    url: str | None = None
    url_expires_at: datetime | None = None


class ReviewRequest(RequestBody):
    """A request that a person reviews an analysis."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=2000)]


class Review(Schema):
    id: UUID
    analysis_id: UUID
    status: Literal["open", "answered"]
    reason: str
    answer: str | None
    created_at: datetime
    answered_at: datetime | None
