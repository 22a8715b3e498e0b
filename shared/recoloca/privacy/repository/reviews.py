"""SQL of reviews that users asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from recoloca.adapters.postgres import Database, Row, UniqueViolation


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
