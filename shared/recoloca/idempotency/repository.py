"""SQL of remembered answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value


class RememberedAnswer(NamedTuple):
    """`status`, `headers` and `body` are None while the first request runs."""

    fingerprint: bytes
    status: int | None
    headers: dict[str, str] | None
    body: str | None


def claim(
    db: Database,
    user_id: UUID,
    key: str,
    fingerprint: bytes,
    *,
    now: datetime,
    locked_until: datetime,
    expired_before: datetime,
) -> bool:
    """Take a key that is new, expired, or left behind by a request that died; False when it is in use or answered."""
    return bool(
        db.execute(
            """
            INSERT INTO idempotency_keys AS k (user_id, key, fingerprint, created_at, locked_until)
            VALUES (%(user)s, %(key)s, %(fingerprint)s, %(now)s, %(locked)s)
            ON CONFLICT (user_id, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, created_at = excluded.created_at,
                locked_until = excluded.locked_until, status = NULL, headers = NULL, body = NULL
            WHERE k.created_at < %(expired)s
               OR (k.status IS NULL AND k.locked_until < %(now)s AND k.fingerprint = excluded.fingerprint)
            """,
            {
                "user": user_id,
                "key": key,
                "fingerprint": fingerprint,
                "now": now,
                "locked": locked_until,
                "expired": expired_before,
            },
        )
    )


def find(db: Database, user_id: UUID, key: str) -> RememberedAnswer | None:
    return db.row(
        RememberedAnswer,
        "SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE user_id = %s AND key = %s",
        (user_id, key),
    )


def remember(
    db: Database, user_id: UUID, key: str, status: int, headers: Mapping[str, str], body: str
) -> None:
    db.execute(
        "UPDATE idempotency_keys SET status = %s, headers = %s, body = %s WHERE user_id = %s AND key = %s",
        (status, json_value(headers), body, user_id, key),
    )


def forget(db: Database, user_id: UUID, key: str) -> None:
    db.execute("DELETE FROM idempotency_keys WHERE user_id = %s AND key = %s", (user_id, key))


def forget_before(db: Database, moment: datetime) -> int:
    """Remove what is older than a moment; how many."""
    return db.execute("DELETE FROM idempotency_keys WHERE created_at < %s", (moment,))
