"""SQL of erasure, consents, exports and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from recoloca.adapters.postgres import Database, Row, UniqueViolation


def hold_user(db: Database, user_id: UUID) -> Row | None:
    """`email`, `stripe_customer_id` and `analysis_ids`, held until the transaction ends; None when they are gone."""
    return db.fetch_one(
        """
        SELECT email, stripe_customer_id, ARRAY(SELECT id FROM cv_analyses WHERE user_id = u.id) AS analysis_ids
        FROM users u WHERE id = %s FOR UPDATE
        """,
        (user_id,),
    )


def erase_user(db: Database, user_id: UUID) -> None:
    """Remove a user and, by the foreign keys, all that is theirs.

    Payments stay for the tax authorities, without their owner and without Stripe's page about them.
    """
    db.execute(
        """
        WITH kept AS (UPDATE payments SET invoice_url = NULL WHERE user_id = %(user)s)
        DELETE FROM users WHERE id = %(user)s
        """,
        {"user": user_id},
    )


def add_consents(
    db: Database, user_id: UUID, rows: Sequence[tuple[UUID, str, bool, str]], now: datetime
) -> None:
    """Append (id, purpose, granted, version); nothing for a user who is gone."""
    db.execute(
        """
        INSERT INTO consents (id, user_id, purpose, granted, version, created_at)
        SELECT c.id, u.id, c.purpose, c.granted, c.version, %s
        FROM users u, unnest(%s::uuid[], %s::text[], %s::boolean[], %s::text[]) AS c (id, purpose, granted, version)
        WHERE u.id = %s
        """,
        (now, *(list(column) for column in zip(*rows, strict=True)), user_id),
    )


def consents(db: Database, user_id: UUID) -> list[Row]:
    """The last word on each purpose."""
    return db.fetch_all(
        """
        SELECT DISTINCT ON (purpose) purpose, granted, version, created_at FROM consents
        WHERE user_id = %s ORDER BY purpose, created_at DESC, id DESC
        """,
        (user_id,),
    )


def unfinished_export(db: Database, user_id: UUID) -> Row | None:
    return db.fetch_one(
        """
        SELECT id, status, created_at, completed_at, expires_at FROM exports
        WHERE user_id = %s AND status IN ('pending', 'processing') ORDER BY created_at DESC LIMIT 1
        """,
        (user_id,),
    )


def add_export(db: Database, export_id: UUID, user_id: UUID, now: datetime) -> None:
    db.execute(
        "INSERT INTO exports (id, user_id, status, created_at) VALUES (%s, %s, 'pending', %s)",
        (export_id, user_id, now),
    )


def export(db: Database, user_id: UUID, export_id: UUID) -> Row | None:
    return db.fetch_one(
        """
        SELECT id, status, object_key, created_at, completed_at, expires_at FROM exports
        WHERE id = %s AND user_id = %s
        """,
        (export_id, user_id),
    )


def begin_export(db: Database, export_id: UUID) -> Row | None:
    """Whose it is and in which language; None when it is finished or its owner is gone.

    A second worker on the same export makes the same archive under the same key: wasteful, never wrong.
    """
    return db.fetch_one(
        """
        UPDATE exports e SET status = 'processing' FROM profiles p
        WHERE e.id = %s AND e.status IN ('pending', 'processing') AND p.user_id = e.user_id
        RETURNING e.user_id, p.locale
        """,
        (export_id,),
    )


def complete_export(db: Database, export_id: UUID, key: str, now: datetime, expires_at: datetime) -> bool:
    """False when its owner is gone, or another worker was first."""
    return bool(
        db.execute(
            """
            UPDATE exports SET status = 'completed', object_key = %s, completed_at = %s, expires_at = %s
            WHERE id = %s AND status = 'processing'
            """,
            (key, now, expires_at, export_id),
        )
    )


def fail_export(db: Database, export_id: UUID) -> None:
    db.execute(
        "UPDATE exports SET status = 'failed' WHERE id = %s AND status IN ('pending', 'processing')",
        (export_id,),
    )


def fail_exports_before(db: Database, moment: datetime) -> int:
    """End those whose worker died on its last try."""
    return db.execute(
        "UPDATE exports SET status = 'failed' WHERE status IN ('pending', 'processing') AND created_at < %s",
        (moment,),
    )


def expired_exports(db: Database, now: datetime) -> list[Row]:
    return db.fetch_all(
        "SELECT id, object_key FROM exports WHERE expires_at <= %s AND object_key IS NOT NULL", (now,)
    )


def forget_archive(db: Database, export_id: UUID) -> None:
    db.execute("UPDATE exports SET object_key = NULL WHERE id = %s", (export_id,))


def analysis_status(db: Database, user_id: UUID, analysis_id: UUID) -> str | None:
    row = db.fetch_one(
        "SELECT status FROM cv_analyses WHERE id = %s AND user_id = %s", (analysis_id, user_id)
    )
    return row["status"] if row else None


def add_review(
    db: Database, review_id: UUID, user_id: UUID, analysis_id: UUID, reason: str, now: datetime
) -> bool:
    """False when there is a request for this analysis already."""
    try:
        with db.transaction():
            db.execute(
                """
                INSERT INTO review_requests (id, analysis_id, user_id, reason, created_at)
                VALUES (%s, %s, %s, %s, %s)
                """,
                (review_id, analysis_id, user_id, reason, now),
            )
    except UniqueViolation:
        return False
    return True


def review(db: Database, user_id: UUID, analysis_id: UUID) -> Row | None:
    return db.fetch_one(
        """
        SELECT id, analysis_id, reason, answer, created_at, answered_at FROM review_requests
        WHERE analysis_id = %s AND user_id = %s
        """,
        (analysis_id, user_id),
    )


def reviews(db: Database, *, answered: bool, limit: int) -> list[Row]:
    """The oldest open requests first, or the newest answered ones; nothing in them says whose CV it is."""
    if answered:
        return db.fetch_all(
            """
            SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.score, a.language
            FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id
            WHERE r.answered_at IS NOT NULL ORDER BY r.answered_at DESC LIMIT %s
            """,
            (limit,),
        )
    return db.fetch_all(
        """
        SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.score, a.language
        FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id
        WHERE r.answered_at IS NULL ORDER BY r.created_at LIMIT %s
        """,
        (limit,),
    )


def review_with_analysis(db: Database, review_id: UUID) -> Row | None:
    return db.fetch_one(
        """
        SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.file_name, a.score, a.content,
               a.result -> 'score' AS breakdown
        FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id WHERE r.id = %s
        """,
        (review_id,),
    )


def answer_review(db: Database, review_id: UUID, answer: str, now: datetime) -> Row | None:
    """Keep the answer; whom to tell. None when there is no such open request."""
    return db.fetch_one(
        """
        UPDATE review_requests r SET answer = %s, answered_at = %s FROM cv_analyses a
        WHERE r.id = %s AND r.answered_at IS NULL AND a.id = r.analysis_id
        RETURNING r.user_id, r.analysis_id, a.file_name
        """,
        (answer, now, review_id),
    )
