"""The SQL of consents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database


class ConsentRow(NamedTuple):
    purpose: str
    granted: bool
    version: str
    created_at: datetime


def add_consents(
    db: Database, user_id: UUID, rows: Sequence[tuple[UUID, str, bool, str]], now: datetime
) -> None:
    """Append rows of (id, purpose, granted, version). Nothing is stored for a deleted user."""
    db.execute(
        """
        INSERT INTO consents (id, user_id, purpose, granted, version, created_at)
        SELECT c.id, u.id, c.purpose, c.granted, c.version, %s
        FROM users u, unnest(%s::uuid[], %s::text[], %s::boolean[], %s::text[]) AS c (id, purpose, granted, version)
        WHERE u.id = %s
        """,
        (now, *(list(column) for column in zip(*rows, strict=True)), user_id),
    )


def consents(db: Database, user_id: UUID) -> list[ConsentRow]:
    """The newest row for each purpose."""
    return db.rows(
        ConsentRow,
        """
        SELECT DISTINCT ON (purpose) purpose, granted, version, created_at FROM consents
        WHERE user_id = %s ORDER BY purpose, created_at DESC, id DESC
        """,
        (user_id,),
    )
