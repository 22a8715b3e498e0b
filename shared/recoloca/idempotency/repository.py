"""The SQL of responses that are stored for an `Idempotency-Key`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value


class StoredResponse(NamedTuple):
    """A stored response. `status`, `headers` and `body` are None while the first request runs."""

    fingerprint: bytes
    status: int | None
    headers: dict[str, str] | None
    body: str | None


class ClaimedKey(NamedTuple):
    """A claimed key. `created_at` is the time of its first claim."""

    created_at: datetime


def claim(
    db: Database,
    user_id: UUID,
    key: str,
    fingerprint: bytes,
    *,
    now: datetime,
    locked_until: datetime,
    expired_before: datetime,
) -> datetime | None:
    """Claim a key that is new or expired, or whose request crashed and whose lease has ended.

    Returns when the key was first claimed: a retry after a crash gets the same moment. Returns None when another
    request uses the key or its response is stored.
    """
    row = db.row(
        ClaimedKey,
        """
        INSERT INTO idempotency_keys AS k (user_id, key, fingerprint, created_at, locked_until)
        VALUES (%(user)s, %(key)s, %(fingerprint)s, %(now)s, %(locked)s)
        ON CONFLICT (user_id, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, locked_until = excluded.locked_until, status = NULL, headers = NULL,
            body = NULL,
            created_at = CASE WHEN k.created_at < %(expired)s THEN excluded.created_at ELSE k.created_at END
        WHERE k.created_at < %(expired)s
           OR (k.status IS NULL AND k.locked_until < %(now)s AND k.fingerprint = excluded.fingerprint)
        RETURNING created_at
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
    return row.created_at if row else None


def find(db: Database, user_id: UUID, key: str) -> StoredResponse | None:
    """The stored response of a key; None for an unknown key."""
    return db.row(
        StoredResponse,
        "SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE user_id = %s AND key = %s",
        (user_id, key),
    )


def remember(
    db: Database, user_id: UUID, key: str, status: int, headers: Mapping[str, str], body: str
) -> None:
    """Store the response of the request that claimed the key."""
    db.execute(
        "UPDATE idempotency_keys SET status = %s, headers = %s, body = %s WHERE user_id = %s AND key = %s",
        (status, json_value(headers), body, user_id, key),
    )


def let_go(db: Database, user_id: UUID, key: str, now: datetime) -> None:
    """End the lease of a request that ended without a response, so that a retry can claim the key."""
    db.execute(
        """
        UPDATE idempotency_keys SET locked_until = %s - interval '1 microsecond'
        WHERE user_id = %s AND key = %s AND status IS NULL
        """,
        (now, user_id, key),
    )


def forget(db: Database, user_id: UUID, key: str) -> None:
    """Delete a key, so that a retry can claim it."""
    db.execute("DELETE FROM idempotency_keys WHERE user_id = %s AND key = %s", (user_id, key))


def forget_before(db: Database, moment: datetime) -> int:
    """Delete the keys that were created earlier than `moment`. Returns their number."""
    return db.execute("DELETE FROM idempotency_keys WHERE created_at < %s", (moment,))
