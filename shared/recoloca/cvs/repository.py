"""SQL of CV analyses. A row's state moves only forward: every change names the state it expects."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from recoloca.adapters.postgres import Database, Row, json_value
from recoloca.analysis.result import AnalysisResult


def create(
    db: Database,
    *,
    analysis_id: UUID,
    user_id: UUID,
    status: str,
    object_key: str,
    file_name: str,
    content_type: str,
    size: int,
    locale: str,
    job_description: str | None,
    quota_period: object,
    now: datetime,
) -> None:
    db.execute(
        """
        INSERT INTO cv_analyses (id, user_id, status, object_key, file_name, content_type, size, locale,
                                 job_description, quota_period, created_at, updated_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (
            analysis_id, user_id, status, object_key, file_name, content_type, size, locale,
            job_description, quota_period, now, now,
        ),
    )  # fmt: skip


def find(db: Database, user_id: UUID, analysis_id: UUID) -> Row | None:
    """One of the user's own analyses, whole."""
    return db.fetch_one(
        """
        SELECT id, status, stage, file_name, size, score, language, locale, created_at, completed_at, error_code,
               result
        FROM cv_analyses WHERE id = %s AND user_id = %s
        """,
        (analysis_id, user_id),
    )


def page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, status: str | None, limit: int
) -> list[Row]:
    """The user's analyses, newest first, without their results; `limit` at most."""
    created_at, last_id = before or (None, None)
    return db.fetch_all(
        """
        SELECT id, status, stage, file_name, size, score, language, locale, created_at, completed_at, error_code
        FROM cv_analyses
        WHERE user_id = %(user)s
          AND (%(status)s::text IS NULL OR status = %(status)s)
          AND (%(created)s::timestamptz IS NULL OR (created_at, id) < (%(created)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC
        LIMIT %(limit)s
        """,
        {"user": user_id, "status": status, "created": created_at, "id": last_id, "limit": limit},
    )


def delete(db: Database, user_id: UUID, analysis_id: UUID) -> Row | None:
    """Remove one of the user's own; its `object_key`, `status` and `quota_period`."""
    return db.fetch_one(
        "DELETE FROM cv_analyses WHERE id = %s AND user_id = %s RETURNING object_key, status, quota_period",
        (analysis_id, user_id),
    )


def claim(db: Database, analysis_id: UUID, now: datetime, lease_until: datetime) -> Row | None:
    """Take an analysis for this attempt, or None when it is finished or in another worker's hands.

    A row left in `processing` by a worker that died can be taken again once its lease is over, and one that
    failed for a reason of ours when its message is redriven from the DLQ. The returned `attempt` is the fence:
    a worker that wakes up late no longer holds it, and its writes change nothing.
    """
    return db.fetch_one(
        """
        UPDATE cv_analyses
        SET status = 'processing', stage = 'extracting', attempt = attempt + 1, lease_until = %(lease)s,
            updated_at = %(now)s
        WHERE id = %(id)s
          AND (status IN ('awaiting_upload', 'pending')
               OR (status = 'processing' AND lease_until <= %(now)s)
               OR (status = 'failed' AND error_code = 'ANALYSIS_FAILED'))
        RETURNING id, user_id, object_key, locale, job_description, attempt, quota_period
        """,
        {"id": analysis_id, "now": now, "lease": lease_until},
    )


def status_of(db: Database, analysis_id: UUID) -> str | None:
    row = db.fetch_one("SELECT status FROM cv_analyses WHERE id = %s", (analysis_id,))
    return row["status"] if row else None


def enter_stage(db: Database, analysis_id: UUID, attempt: int, stage: str) -> None:
    db.execute(
        "UPDATE cv_analyses SET stage = %s WHERE id = %s AND status = 'processing' AND attempt = %s",
        (stage, analysis_id, attempt),
    )


def complete(db: Database, analysis_id: UUID, attempt: int, result: AnalysisResult, now: datetime) -> bool:
    """Store a result and its suggestions; False when another attempt has taken over. Call in a transaction."""
    stored = db.execute(
        """
        UPDATE cv_analyses
        SET status = 'completed', stage = 'done', score = %(score)s, language = %(language)s, content = %(content)s,
            result = %(result)s, error_code = NULL, lease_until = NULL, completed_at = %(now)s, updated_at = %(now)s
        WHERE id = %(id)s AND status = 'processing' AND attempt = %(attempt)s
        """,
        {
            "id": analysis_id,
            "attempt": attempt,
            "score": result["score"]["overall"],
            "language": result["language"],
            "content": "\n".join(line["text"] for line in result["lines"]),
            "result": json_value(result),
            "now": now,
        },
    )
    if stored:
        _store_suggestions(db, analysis_id, result)
    return bool(stored)


def _store_suggestions(db: Database, analysis_id: UUID, result: AnalysisResult) -> None:
    found: list[Any] = list(result["suggestions"])
    columns = ("id", "section", "priority", "gain", "line", "quote", "message", "example")
    db.execute("DELETE FROM suggestions WHERE analysis_id = %s", (analysis_id,))
    db.execute(
        """
        INSERT INTO suggestions (analysis_id, position, rule, section, priority, gain, line, quote, message, example)
        SELECT %s, row_number() OVER (), *
        FROM unnest(%s::text[], %s::text[], %s::text[], %s::real[], %s::integer[], %s::text[], %s::text[], %s::text[])
        """,
        (analysis_id, *([item[column] for item in found] for column in columns)),
    )


def fail(db: Database, analysis_id: UUID, attempt: int, code: str, now: datetime) -> Row | None:
    """Mark an attempt as failed; `user_id` and the `quota_period` to release, or None when it is not ours any more."""
    return db.fetch_one(
        """
        WITH before AS (
            SELECT id, quota_period FROM cv_analyses
            WHERE id = %(id)s AND status = 'processing' AND attempt = %(attempt)s FOR UPDATE
        )
        UPDATE cv_analyses a
        SET status = 'failed', error_code = %(code)s, lease_until = NULL, quota_period = NULL, updated_at = %(now)s
        FROM before WHERE a.id = before.id
        RETURNING a.user_id, before.quota_period
        """,
        {"id": analysis_id, "attempt": attempt, "code": code, "now": now},
    )


def give_up_upload(db: Database, analysis_id: UUID, code: str, now: datetime) -> Row | None:
    """Mark an analysis whose file never got to S3 as failed; as `fail`."""
    return db.fetch_one(
        """
        WITH before AS (
            SELECT id, quota_period FROM cv_analyses
            WHERE id = %(id)s AND status IN ('awaiting_upload', 'pending') FOR UPDATE
        )
        UPDATE cv_analyses a
        SET status = 'failed', error_code = %(code)s, quota_period = NULL, updated_at = %(now)s
        FROM before WHERE a.id = before.id
        RETURNING a.user_id, before.quota_period
        """,
        {"id": analysis_id, "code": code, "now": now},
    )


def end_lease(db: Database, analysis_id: UUID, attempt: int, now: datetime) -> None:
    """Let the next try begin at once, after one that failed for a reason of ours."""
    db.execute(
        """
        UPDATE cv_analyses SET stage = 'queued', lease_until = %s, updated_at = %s
        WHERE id = %s AND status = 'processing' AND attempt = %s
        """,
        (now, now, analysis_id, attempt),
    )
