"""Where a person reads and answers the requests for a review (LGPD art. 20)."""

from __future__ import annotations

from uuid import UUID

from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.privacy.repository import reviews as repository
from recoloca.runtime.dependencies import Dependencies


def reviews(deps: Dependencies, *, answered: bool, limit: int) -> list[repository.ReviewSummary]:
    """Requests that wait, the longest first, or those that were answered, the newest first."""
    return repository.reviews(deps.db, answered=answered, limit=limit)


def review_for_reader(deps: Dependencies, review_id: UUID) -> repository.ReviewedAnalysis | None:
    """A request with what a person needs to judge it: the CV's text and how its score came about."""
    return repository.review_with_analysis(deps.db, review_id)


def answer_review(deps: Dependencies, review_id: UUID, answer: str) -> bool:
    """Answer a request and tell whoever asked; False when there is no such open request."""
    with deps.db.transaction():
        row = repository.answer_review(deps.db, review_id, answer, deps.clock())
        if row is None:
            return False
        told = {"analysis_id": str(row.analysis_id), "file_name": row.file_name}
        notify(deps, row.user_id, "review_answered", f"review_answered:{review_id}", told)
    outbox.relay(deps)
    return True
