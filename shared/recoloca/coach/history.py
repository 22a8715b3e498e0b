"""Reads the sessions of the coach and their messages."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from recoloca.coach import repository
from recoloca.coach.schemas import SessionDetail, SessionPage, SessionSummary
from recoloca.runtime import cursors
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import not_found

PAGE_LIMIT: Final = 100


def get(deps: Dependencies, user_id: UUID, session_id: UUID) -> SessionDetail:
    """One session of the user with its newest messages (at most `repository.HISTORY`), oldest first.

    Raises:
        Problem: `NOT_FOUND`.
    """
    row = repository.find(deps.db, user_id, session_id)
    if row is None:
        raise not_found()
    return SessionDetail.model_validate(
        {**_session(row), "messages": [_message(one) for one in repository.messages(deps.db, session_id)]}
    )


def list_page(deps: Dependencies, user_id: UUID, *, cursor: str | None, limit: int) -> SessionPage:
    """A page of at most `limit` sessions of the user, newest first.

    Raises:
        Problem: `VALIDATION_ERROR` for an invalid cursor.
    """
    rows = repository.page(deps.db, user_id, before=cursors.decode(cursor), limit=limit + 1)
    shown, more = rows[:limit], len(rows) > limit
    return SessionPage(
        items=[SessionSummary.model_validate(_session(row)) for row in shown],
        next_cursor=cursors.encode(shown[-1].created_at, shown[-1].id) if more else None,
    )


def _session(row: repository.SessionRow | repository.SessionSummaryRow) -> dict[str, Any]:
    return {**row._asdict(), "session_id": row.id}


def _message(row: repository.MessageRow) -> dict[str, Any]:
    return {**row._asdict(), "message_id": row.id}
