"""The rules for coach sessions: their owner, the context of the coach, and the message quota of the plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from recoloca.billing import quota
from recoloca.coach import repository
from recoloca.coach.schemas import (
    Message,
    Reply,
    StartedSession,
    StartSession,
)
from recoloca.cvs import service as cvs
from recoloca.engine.coach import brain
from recoloca.engine.coach.model import CoachContext, CoachReply, Locale, Topic, Turn
from recoloca.runtime.clock import day_of
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import ENGLISH, PORTUGUESE, not_found
from recoloca.runtime.reading import reading

REPLY_FOLLOWS: Final = timedelta(microseconds=1)
"""A reply gets a time later than its message, so that it sorts after the message."""


async def start(deps: Dependencies, user_id: UUID, form: StartSession, locale: str) -> StartedSession:
    """Open a session. Its first message is the greeting of the coach.

    Raises:
        Problem: `NOT_FOUND` when the user has no such analysis; `TEXT_UNREADABLE` when the engine fails.
    """
    now, session_id = deps.clock(), deps.new_id()
    if form.analysis_id is not None:
        await cvs.get(deps, user_id, form.analysis_id, locale)
    with deps.db.transaction():
        repository.create(
            deps.db,
            session_id=session_id,
            user_id=user_id,
            topic=form.topic,
            analysis_id=form.analysis_id,
            target_role=form.target_role,
            job_description=form.job_description,
            now=now,
        )
        row = _open(deps, user_id, session_id)
        with reading(deps):
            greeting = brain.greet(_context(deps, row), _locale(locale))
        message_id = _store(deps, session_id, "coach", greeting, now)
    return StartedSession(
        session_id=session_id,
        topic=form.topic,
        analysis_id=form.analysis_id,
        target_role=form.target_role,
        created_at=now,
        messages=[
            Message(
                message_id=message_id,
                role="coach",
                content=greeting.reply,
                suggestions=greeting.suggestions,
                created_at=now,
            )
        ],
    )


def send(deps: Dependencies, user_id: UUID, session_id: UUID, text: str, locale: str) -> Reply:
    """Reply to a message. The message, the reply and the used quota are stored in one transaction.

    Raises:
        Problem: `NOT_FOUND`, `QUOTA_EXCEEDED`, or `TEXT_UNREADABLE` when the engine fails.
    """
    with deps.db.transaction():
        row = _open(deps, user_id, session_id)
        quota.reserve(deps.db, user_id, "coach_messages", deps.clock())
        history = [Turn(turn.role, turn.content) for turn in repository.messages(deps.db, session_id)]
        with reading(deps):
            answer = brain.reply(_context(deps, row), history, text, _locale(locale))
        now = deps.clock()
        _store(deps, session_id, "user", CoachReply(text, []), now)
        message_id = _store(deps, session_id, "coach", answer, now + REPLY_FOLLOWS)
    return Reply(message_id=message_id, reply=answer.reply, suggestions=answer.suggestions)


def _open(deps: Dependencies, user_id: UUID, session_id: UUID) -> repository.OpenSession:
    row = repository.open_session(deps.db, user_id, session_id)
    if row is None:
        raise not_found()
    return row


def _context(deps: Dependencies, row: repository.OpenSession) -> CoachContext:
    return CoachContext(
        session_id=str(row.id),
        topic=Topic(row.topic),
        today=day_of(deps.clock()),
        analysis=row.result,
        target_role=row.target_role,
        job_description=row.job_description,
    )


def _store(deps: Dependencies, session_id: UUID, role: str, said: CoachReply, at: datetime) -> UUID:
    message_id = deps.new_id()
    repository.add_message(
        deps.db,
        message_id=message_id,
        session_id=session_id,
        role=role,
        content=said.reply,
        suggestions=said.suggestions,
        at=at,
    )
    return message_id


def _locale(locale: str) -> Locale:
    return ENGLISH if locale == ENGLISH else PORTUGUESE
