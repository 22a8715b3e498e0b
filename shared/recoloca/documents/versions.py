"""Lists the versions of a document."""

from __future__ import annotations

from uuid import UUID

from recoloca.documents import repository
from recoloca.documents.schemas import Version, VersionList
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import not_found


def list_all(deps: Dependencies, user_id: UUID, document_id: UUID) -> VersionList:
    """The kept versions of a document, newest first: `repository.MOST` at most.

    Raises:
        Problem: `NOT_FOUND`.
    """
    rows = repository.versions(deps.db, user_id, document_id)
    if not rows:
        raise not_found()  # a document always has its current version
    return VersionList(items=[Version.model_validate(row._asdict()) for row in rows])
