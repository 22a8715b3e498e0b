"""The request and response bodies of the coach's routes."""

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
    """The subject of a new session.

    Default values: the newest finished analysis, the target role of the profile, and the job advertisement from the
    upload of the CV.
    """

    topic: Topic
    analysis_id: UUID | None = None
    target_role: TargetRole | None = None
    job_description: Advertisement | None = None


class SendMessage(RequestBody):
    message: MessageText


class Message(Schema):
    """A message. `suggestions` are short messages that the user can send next; only the coach's messages have them."""

    message_id: UUID
    role: Literal["user", "coach"]
    content: str
    suggestions: list[str]
    created_at: datetime


class CoachSession(Schema):
    session_id: UUID
    topic: Topic
    analysis_id: UUID | None
    target_role: str | None
    created_at: datetime


class StartedSession(CoachSession):
    """A new session. `messages` contains the greeting of the coach."""

    messages: list[Message]


class SessionDetail(StartedSession):
    """A session with its messages, oldest first."""

    updated_at: datetime


class SessionSummary(CoachSession):
    """A session in a list. `last_message` is the beginning of its newest message."""

    updated_at: datetime
    message_count: int
    last_message: str | None


class SessionPage(Schema):
    """A page of sessions, newest first. `next_cursor` is null on the last page."""

    items: list[SessionSummary]
    next_cursor: str | None


class Reply(Schema):
    message_id: UUID
    reply: str
    suggestions: list[str]
