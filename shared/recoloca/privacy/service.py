"""Reviews: a user asks a person to look at an analysis (LGPD art. 20)."""

from __future__ import annotations

from uuid import UUID

from recoloca.privacy.repository import reviews
from recoloca.privacy.schemas import Review
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem, not_found


def request_review(deps: Dependencies, user_id: UUID, analysis_id: UUID, reason: str) -> Review:
    """Ask for a person to look at a finished analysis (LGPD art. 20); once for each.

    Raises:
        Problem: `NOT_FOUND`, or `CONFLICT` for an unfinished one and for a second request.
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
    """The request for a review of one of the user's own analyses, with its answer once there is one.

    Raises:
        Problem: `NOT_FOUND`, also when nobody asked for one.
    """
    row = reviews.review(deps.db, user_id, analysis_id)
    if row is None:
        raise not_found()
    return Review.model_validate({**row._asdict(), "status": "answered" if row.answered_at else "open"})
