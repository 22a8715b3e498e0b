"""The SQL of the units used of each quota in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from recoloca.adapters.postgres import Database


def plan_of(db: Database, user_id: UUID) -> str | None:
    """The id of the user's plan; None when the user does not exist."""
    row = db.fetch_one("SELECT plan FROM users WHERE id = %s", (user_id,))
    return row["plan"] if row else None


def take(db: Database, user_id: UUID, kind: str, period: date, limit: int) -> bool:
    """Count one unit. Returns False when all units of the period are used.

    One statement checks and counts, so concurrent requests cannot exceed the limit.
    """
    return bool(
        db.execute(
            """
            INSERT INTO quota_usage AS u (user_id, kind, period, used) VALUES (%s, %s, %s, 1)
            ON CONFLICT (user_id, kind, period) DO UPDATE SET used = u.used + 1 WHERE u.used < %s
            """,
            (user_id, kind, period, limit),
        )
    )


def used(db: Database, user_id: UUID, periods: Sequence[tuple[str, date]]) -> dict[str, int]:
    """The used units by kind, for the given pairs of (kind, period). A kind without use is missing."""
    rows = db.fetch_all(
        """
        SELECT q.kind, q.used FROM quota_usage q
        JOIN unnest(%s::text[], %s::date[]) AS wanted (kind, period) USING (kind, period)
        WHERE q.user_id = %s
        """,
        ([kind for kind, _ in periods], [period for _, period in periods], user_id),
    )
    return {row["kind"]: row["used"] for row in rows}


def give_back(db: Database, user_id: UUID, kind: str, period: date) -> None:
    """Release one used unit of a period."""
    db.execute(
        "UPDATE quota_usage SET used = used - 1 WHERE user_id = %s AND kind = %s AND period = %s AND used > 0",
        (user_id, kind, period),
    )
