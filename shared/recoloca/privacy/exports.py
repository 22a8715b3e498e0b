"""Requests an export of all data of a user, and returns its state with a temporary download link."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from recoloca.outbox import service as outbox
from recoloca.privacy.repository import erasure, exports
from recoloca.privacy.schemas import Export
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import ENGLISH, Problem, not_found

LINK: Final = timedelta(minutes=15)
ARCHIVE_NAME: Final = {ENGLISH: "recoloca-my-data.zip"}


def request(deps: Dependencies, user_id: UUID) -> Export:
    """Request an export. If an unfinished export exists, that export is returned.

    Raises:
        Problem: `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    with deps.db.transaction():
        if erasure.hold_user(deps.db, user_id) is None:
            raise Problem("AUTH_TOKEN_INVALID")
        row = exports.unfinished_export(deps.db, user_id)
        if row is None:
            export_id, now = deps.new_id(), deps.clock()
            exports.add_export(deps.db, export_id, user_id, now)
            outbox.publish(deps, "privacy", {"export_id": str(export_id)})
            row = exports.ExportState(export_id, "pending", now, None, None)
    outbox.relay(deps)
    return Export.model_validate(row._asdict())


def get(deps: Dependencies, user_id: UUID, export_id: UUID, locale: str) -> Export:
    """The state of an export of the user. A completed export has a new link, which is valid for `LINK`.

    Raises:
        Problem: `NOT_FOUND`.
    """
    row, now = exports.export(deps.db, user_id, export_id), deps.clock()
    if row is None:
        raise not_found()
    found = Export.model_validate(row._asdict())
    if found.expires_at is not None and found.expires_at <= now:
        return found.model_copy(update={"status": "expired"})
    if row.object_key is None:
        return found
    url = deps.uploads.presigned_get(row.object_key, archive_name(locale), int(LINK.total_seconds()))
    return found.model_copy(update={"url": url, "url_expires_at": now + LINK})


def archive_name(locale: str) -> str:
    """The file name of the downloaded archive in the user's language."""
    return ARCHIVE_NAME.get(locale, "recoloca-meus-dados.zip")
