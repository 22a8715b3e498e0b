"""The functions with which an employee reads and answers review requests (LGPD art. 20)."""

from __future__ import annotations

from uuid import UUID

from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.privacy.repository import reviews as repository
from recoloca.runtime.dependencies import Dependencies


def reviews(deps: Dependencies, *, answered: bool, limit: int) -> list[repository.ReviewSummary]:
    """At most `limit` requests: open ones with the oldest first, or answered ones with the newest answer first."""
    return repository.reviews(deps.db, answered=answered, limit=limit)


def review_for_reader(deps: Dependencies, review_id: UUID) -> repository.ReviewedAnalysis | None:
    """A request with the text of the CV and the parts of its score; None when the request does not exist."""
    return repository.review_with_analysis(deps.db, review_id)


def answer_review(deps: Dependencies, review_id: UUID, answer: str) -> bool:
    """Answer a request and notify the user. Returns False when no open request has this id."""
    with deps.db.transaction():
        row = repository.answer_review(deps.db, review_id, answer, deps.clock())
        if row is None:
            return False
        told = {"analysis_id": str(row.analysis_id), "file_name": row.file_name}
        notify(deps, row.user_id, "review_answered", f"review_answered:{review_id}", told)
    outbox.relay(deps)
    return True
