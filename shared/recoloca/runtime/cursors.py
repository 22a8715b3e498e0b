"""Cursors for lists that are sorted newest first. A cursor is an opaque text with the position of the last row."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from uuid import UUID

from recoloca.runtime.problems import Problem


def encode(created_at: datetime, identifier: UUID) -> str:
    """The cursor after the row with this creation time and id."""
    return base64.urlsafe_b64encode(f"{created_at.isoformat()}|{identifier}".encode()).decode().rstrip("=")


def decode(cursor: str | None) -> tuple[datetime, UUID] | None:
    """The creation time and the id of the last row shown; None for the first page.

    Raises:
        Problem: `VALIDATION_ERROR` when `encode` did not make this cursor.
    """
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        stamp, _, identifier = text.partition("|")
        created_at = datetime.fromisoformat(stamp)
        if created_at.tzinfo is None:
            raise ValueError("naive")
        return created_at, UUID(identifier)
    except (ValueError, binascii.Error):
        raise Problem(
            "VALIDATION_ERROR", errors=[{"field": "cursor", "code": "invalid", "message": "cursor"}]
        ) from None
