"""The SQL of review requests."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, UniqueViolation


class ReviewRow(NamedTuple):
    id: UUID
    analysis_id: UUID
    reason: str
    answer: str | None
    created_at: datetime
    answered_at: datetime | None


class ReviewSummary(NamedTuple):
    id: UUID
    analysis_id: UUID
    reason: str
    answer: str | None
    created_at: datetime
    answered_at: datetime | None
    score: int | None
    language: str | None


class ReviewedAnalysis(NamedTuple):
    """A review request with the text and the score of its analysis, for the employee who answers it."""

    id: UUID
    analysis_id: UUID
    reason: str
    answer: str | None
    created_at: datetime
    answered_at: datetime | None
    file_name: str
    score: int | None
    content: str | None
    breakdown: Any


class AnsweredReview(NamedTuple):
    user_id: UUID
    analysis_id: UUID
    file_name: str


def analysis_status(db: Database, user_id: UUID, analysis_id: UUID) -> str | None:
    row = db.fetch_one(
        "SELECT status FROM cv_analyses WHERE id = %s AND user_id = %s", (analysis_id, user_id)
    )
    return row["status"] if row else None


def add_review(
    db: Database, review_id: UUID, user_id: UUID, analysis_id: UUID, reason: str, now: datetime
) -> bool:
    """Store a review request. Returns False when the analysis already has one."""
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


def review(db: Database, user_id: UUID, analysis_id: UUID) -> ReviewRow | None:
    return db.row(
        ReviewRow,
        """
        SELECT id, analysis_id, reason, answer, created_at, answered_at FROM review_requests
        WHERE analysis_id = %s AND user_id = %s
        """,
        (analysis_id, user_id),
    )


def reviews(db: Database, *, answered: bool, limit: int) -> list[ReviewSummary]:
    """At most `limit` requests: open ones, oldest first, or answered ones, newest answer first.

    The columns do not identify the user.
    """
    if answered:
        return db.rows(
            ReviewSummary,
            """
            SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.score, a.language
            FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id
            WHERE r.answered_at IS NOT NULL ORDER BY r.answered_at DESC LIMIT %s
            """,
            (limit,),
        )
    return db.rows(
        ReviewSummary,
        """
        SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.score, a.language
        FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id
        WHERE r.answered_at IS NULL ORDER BY r.created_at LIMIT %s
        """,
        (limit,),
    )


def review_with_analysis(db: Database, review_id: UUID) -> ReviewedAnalysis | None:
    return db.row(
        ReviewedAnalysis,
        """
        SELECT r.id, r.analysis_id, r.reason, r.answer, r.created_at, r.answered_at, a.file_name, a.score, a.content,
               a.result -> 'score' AS breakdown
        FROM review_requests r JOIN cv_analyses a ON a.id = r.analysis_id WHERE r.id = %s
        """,
        (review_id,),
    )


def answer_review(db: Database, review_id: UUID, answer: str, now: datetime) -> AnsweredReview | None:
    """Store the answer and return the user to notify. Returns None when no open request has this id."""
    return db.row(
        AnsweredReview,
        """
        UPDATE review_requests r SET answer = %s, answered_at = %s FROM cv_analyses a
        WHERE r.id = %s AND r.answered_at IS NULL AND a.id = r.analysis_id
        RETURNING r.user_id, r.analysis_id, a.file_name
        """,
        (answer, now, review_id),
    )
