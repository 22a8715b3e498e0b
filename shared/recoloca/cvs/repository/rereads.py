"""The SQL of results that an earlier version of the engine made.

`engine_version` is the version that made the result. `reread_version` is the newest version that has made the result or
has tried to. Both are integers (`engine/analysis/version.py`), and 0 for a result of a release without these columns.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value
from recoloca.cvs.repository import content_of, store_suggestions
from recoloca.engine.analysis.result import AnalysisResult


class OldResult(NamedTuple):
    """A result to read again. `attempts` counts the tries with this version, this one included."""

    id: UUID
    user_id: UUID
    object_key: str
    locale: str
    attempts: int
    result: Any


class Versions(NamedTuple):
    """Numbers of results: `current` have the asked version, `waiting` will be read again, `left` could not be."""

    current: int
    waiting: int
    left: int


def claim(db: Database, version: int, now: datetime, lease_until: datetime) -> OldResult | None:
    """Claim the newest result that `version` has neither made nor tried; None if there is none.

    A result with an open review request waits, so that the reviewer sees the score that the user contested. A claim
    whose lease has ended can be claimed again, because its function has crashed.
    """
    return db.row(
        OldResult,
        """
        WITH due AS (
            SELECT id FROM cv_analyses a
            WHERE status = 'completed' AND reread_version < %(version)s
              AND (lease_until IS NULL OR lease_until <= %(now)s)
              AND NOT EXISTS (SELECT FROM review_requests r WHERE r.analysis_id = a.id AND r.answered_at IS NULL)
            ORDER BY reread_version DESC, id DESC
            LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        UPDATE cv_analyses a
        SET lease_until = %(lease)s, reread_attempts = a.reread_attempts + 1
        FROM due WHERE a.id = due.id
        RETURNING a.id, a.user_id, a.object_key, a.locale, a.reread_attempts AS attempts, a.result
        """,
        {"version": version, "now": now, "lease": lease_until},
    )


def replace(db: Database, analysis_id: UUID, version: int, result: AnalysisResult, now: datetime) -> bool:
    """Store the result of `version` with its suggestions. Call it in a transaction.

    Returns False, and changes nothing, when the analysis is gone or has a result of this version or a newer one.
    """
    stored = db.execute(
        """
        UPDATE cv_analyses
        SET score = %(score)s, language = %(language)s, content = %(content)s, result = %(result)s,
            engine_version = %(version)s, reread_version = %(version)s, reread_attempts = 0, lease_until = NULL,
            updated_at = %(now)s
        WHERE id = %(id)s AND status = 'completed' AND engine_version < %(version)s
        """,
        {
            "id": analysis_id,
            "score": result["score"]["overall"],
            "language": result["language"],
            "content": content_of(result),
            "result": json_value(result),
            "version": version,
            "now": now,
        },
    )
    if stored:
        store_suggestions(db, analysis_id, result)
    return bool(stored)


def adopt(db: Database, analysis_id: UUID, version: int) -> None:
    """Note that `version` made the stored result. A release without the column `engine_version` stored it."""
    db.execute(
        """
        UPDATE cv_analyses
        SET engine_version = %(version)s, reread_version = %(version)s, reread_attempts = 0, lease_until = NULL
        WHERE id = %(id)s AND status = 'completed' AND engine_version < %(version)s
        """,
        {"id": analysis_id, "version": version},
    )


def leave(db: Database, analysis_id: UUID, version: int) -> None:
    """Note that `version` cannot read the stored result. It stays as an earlier version scored it."""
    db.execute(
        """
        UPDATE cv_analyses SET reread_version = %(version)s, reread_attempts = 0, lease_until = NULL
        WHERE id = %(id)s AND status = 'completed' AND reread_version < %(version)s
        """,
        {"id": analysis_id, "version": version},
    )


def release(db: Database, analysis_id: UUID) -> None:
    """Give a claim back, and do not count its try: the result was not the reason that it failed."""
    db.execute(
        """
        UPDATE cv_analyses SET lease_until = NULL, reread_attempts = greatest(reread_attempts - 1, 0)
        WHERE id = %s AND status = 'completed'
        """,
        (analysis_id,),
    )


def try_again(db: Database, version: int) -> int:
    """Let the task try all results again that `version` could not read. Returns how many."""
    return db.execute(
        """
        UPDATE cv_analyses SET reread_version = engine_version, reread_attempts = 0
        WHERE status = 'completed' AND reread_version = %(version)s AND engine_version < %(version)s
        """,
        {"version": version},
    )


def versions(db: Database, version: int) -> Versions:
    row = db.row(
        Versions,
        """
        SELECT count(*) FILTER (WHERE engine_version = %(version)s) AS current,
               count(*) FILTER (WHERE reread_version < %(version)s) AS waiting,
               count(*) FILTER (WHERE reread_version >= %(version)s AND engine_version < %(version)s) AS left
        FROM cv_analyses WHERE status = 'completed'
        """,
        {"version": version},
    )
    assert row is not None  # noqa: S101 (an aggregate always has a row)
    return row
