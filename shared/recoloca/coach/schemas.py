"""What the coach's routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from recoloca.engine.coach.model import Topic
from recoloca.runtime.schema import RequestBody, Schema

TargetRole = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Advertisement = Annotated[str, StringConstraints(strip_whitespace=True, min_length=30, max_length=20_000)]
MessageText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class StartSession(RequestBody):
    """What the session is about. Without `analysis_id` the coach knows the newest finished analysis, without
    `target_role` the profile's, without `job_description` the one that the CV was uploaded with.
    """

    topic: Topic
    analysis_id: UUID | None = None
    target_role: TargetRole | None = None
    job_description: Advertisement | None = None


class SendMessage(RequestBody):
    message: MessageText


class Message(Schema):
    """`suggestions` are short messages that the person may send next; only the coach's have them."""

    message_id: UUID
    role: Literal["user", "coach"]
    content: str
    suggestions: list[str]
    created_at: datetime


class Session(Schema):
    session_id: UUID
    topic: Topic
    analysis_id: UUID | None
    target_role: str | None
    created_at: datetime


class StartedSession(Session):
    """`messages` holds the coach's greeting."""

    messages: list[Message]


class SessionDetail(StartedSession):
    """`messages`: oldest first."""

    updated_at: datetime


class SessionSummary(Session):
    """`last_message` is the beginning of the newest one."""

    updated_at: datetime
    message_count: int
    last_message: str | None


class SessionPage(Schema):
    """Newest first; `next_cursor` is null on the last page."""

    items: list[SessionSummary]
    next_cursor: str | None


class Reply(Schema):
    message_id: UUID
    reply: str
    suggestions: list[str]
