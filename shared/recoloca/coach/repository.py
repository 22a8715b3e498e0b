"""The SQL of coach sessions and their messages. Each session is read with the id of its user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, Jsonb

HISTORY: Final = 200
"""The number of newest messages that the coach uses and a session shows."""


class OpenSession(NamedTuple):
    """A session with the context of the coach. `result` is the result of a completed analysis, or None."""

    id: UUID
    topic: str
    analysis_id: UUID | None
    created_at: datetime
    target_role: str | None
    job_description: str | None
    result: Any


class SessionRow(NamedTuple):
    id: UUID
    topic: str
    analysis_id: UUID | None
    target_role: str | None
    created_at: datetime
    updated_at: datetime


class SessionSummaryRow(NamedTuple):
    id: UUID
    topic: str
    analysis_id: UUID | None
    target_role: str | None
    created_at: datetime
    updated_at: datetime
    message_count: int
    last_message: str | None


class MessageRow(NamedTuple):
    id: UUID
    role: Literal["user", "coach"]
    content: str
    suggestions: list[str]
    created_at: datetime


def create(
    db: Database,
    *,
    session_id: UUID,
    user_id: UUID,
    topic: str,
    analysis_id: UUID | None,
    target_role: str | None,
    job_description: str | None,
    now: datetime,
) -> None:
    db.execute(
        """
        INSERT INTO ai_coach_sessions
            (id, user_id, topic, analysis_id, target_role, job_description, created_at, updated_at)
        VALUES (%(id)s, %(user)s, %(topic)s, %(analysis)s, %(role)s, %(advertisement)s, %(now)s, %(now)s)
        """,
        {
            "id": session_id,
            "user": user_id,
            "topic": topic,
            "analysis": analysis_id,
            "role": target_role,
            "advertisement": job_description,
            "now": now,
        },
    )


def open_session(db: Database, user_id: UUID, session_id: UUID) -> OpenSession | None:
    """A session with the context of the coach. Its row is locked until the transaction ends.

    The lock makes concurrent messages of one session wait for each other. Values that the session lacks come from
    elsewhere: `target_role` from the profile, `job_description` from the upload of the CV, and `result` from the newest
    completed analysis. Returns None when the user has no such session.
    """
    return db.row(
        OpenSession,
        """
        SELECT s.id, s.topic, s.analysis_id, s.created_at, coalesce(s.target_role, p.target_role) AS target_role,
               coalesce(s.job_description, a.job_description) AS job_description, a.result
        FROM ai_coach_sessions s
        JOIN profiles p ON p.user_id = s.user_id
        LEFT JOIN LATERAL (
            SELECT c.result, c.job_description FROM cv_analyses c
            WHERE c.user_id = s.user_id AND c.status = 'completed'
              AND (s.analysis_id IS NULL OR c.id = s.analysis_id)
            ORDER BY c.created_at DESC, c.id DESC LIMIT 1
        ) a ON true
        WHERE s.id = %s AND s.user_id = %s
        FOR UPDATE OF s
        """,
        (session_id, user_id),
    )


def add_message(
    db: Database,
    *,
    message_id: UUID,
    session_id: UUID,
    role: str,
    content: str,
    suggestions: Sequence[str],
    at: datetime,
) -> None:
    """Store a message. The caller must have called `open_session` or `create` in the same transaction."""
    db.execute(
        """
        WITH touched AS (UPDATE ai_coach_sessions SET updated_at = %(at)s WHERE id = %(session)s)
        INSERT INTO ai_coach_messages (id, session_id, role, content, suggestions, created_at)
        VALUES (%(id)s, %(session)s, %(role)s, %(content)s, %(suggestions)s, %(at)s)
        """,
        {
            "id": message_id,
            "session": session_id,
            "role": role,
            "content": content,
            "suggestions": Jsonb(list(suggestions)),
            "at": at,
        },
    )


def find(db: Database, user_id: UUID, session_id: UUID) -> SessionRow | None:
    return db.row(
        SessionRow,
        """
        SELECT id, topic, analysis_id, target_role, created_at, updated_at
        FROM ai_coach_sessions WHERE id = %s AND user_id = %s
        """,
        (session_id, user_id),
    )


def messages(db: Database, session_id: UUID) -> list[MessageRow]:
    """The newest `HISTORY` messages, oldest first."""
    return db.rows(
        MessageRow,
        """
        SELECT * FROM (
            SELECT id, role, content, suggestions, created_at FROM ai_coach_messages
            WHERE session_id = %s ORDER BY created_at DESC, id DESC LIMIT %s
        ) newest ORDER BY created_at, id
        """,
        (session_id, HISTORY),
    )


def page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[SessionSummaryRow]:
    """At most `limit` sessions, newest first, with their message count and the first 160 characters of the last."""
    created_at, last_id = before or (None, None)
    return db.rows(
        SessionSummaryRow,
        """
        SELECT s.id, s.topic, s.analysis_id, s.target_role, s.created_at, s.updated_at, m.message_count, m.last_message
        FROM (
            SELECT * FROM ai_coach_sessions
            WHERE user_id = %(user)s
              AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
            ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        ) s
        CROSS JOIN LATERAL (
            SELECT count(*) AS message_count,
                   left((array_agg(content ORDER BY created_at DESC, id DESC))[1], 160) AS last_message
            FROM ai_coach_messages WHERE session_id = s.id
        ) m
        ORDER BY s.created_at DESC, s.id DESC
        """,
        {"user": user_id, "at": created_at, "id": last_id, "limit": limit},
    )
