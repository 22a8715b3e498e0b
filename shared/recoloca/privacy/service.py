"""Review requests: a user asks that a person reviews an automated analysis (LGPD art. 20)."""

from __future__ import annotations

from uuid import UUID

from recoloca.privacy.repository import reviews
from recoloca.privacy.schemas import Review
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem, not_found


def request_review(deps: Dependencies, user_id: UUID, analysis_id: UUID, reason: str) -> Review:
    """Request the review of a completed analysis by a person. Each analysis can have one request.

    Raises:
        Problem: `NOT_FOUND`; `CONFLICT` when the analysis is not completed or already has a request.
    """
    status = reviews.analysis_status(deps.db, user_id, analysis_id)
    if status is None:
        raise not_found()
    if status != "completed" or not reviews.add_review(
        deps.db, deps.new_id(), user_id, analysis_id, reason, deps.clock()
    ):
        raise Problem("CONFLICT")
    return review(deps, user_id, analysis_id)


def review(deps: Dependencies, user_id: UUID, analysis_id: UUID) -> Review:
    """The review request for an analysis of the user, with its answer if it has one.

    Raises:
        Problem: `NOT_FOUND` when the analysis or the request does not exist.
    """
    row = reviews.review(deps.db, user_id, analysis_id)
    if row is None:
        raise not_found()
    return Review.model_validate({**row._asdict(), "status": "answered" if row.answered_at else "open"})
