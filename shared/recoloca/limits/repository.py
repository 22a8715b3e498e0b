"""The SQL of rate limits that are counted without Redis."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from recoloca.adapters.postgres import Database


class Counted(NamedTuple):
    """Whether a request is allowed, how many more are at once, and the seconds until the next one is allowed."""

    allowed: bool
    left: int
    wait: float


def count(db: Database, key: str, interval: float, burst: int) -> Counted:
    """Count one request of a key: one each `interval` seconds, and `burst` more at once.

    The same algorithm as the script for Redis: the row holds the theoretical arrival time of the next request, by the
    clock of the server. The row is locked while it changes, so concurrent requests cannot exceed the limit.
    """
    values = {"key": _hash(key), "interval": interval, "burst": burst}
    row = db.fetch_one(
        """
        INSERT INTO rate_limits AS l (key, arrival)
        VALUES (%(key)s, clock_timestamp() + make_interval(secs => %(interval)s))
        ON CONFLICT (key) DO UPDATE
        SET arrival = greatest(l.arrival, clock_timestamp()) + make_interval(secs => %(interval)s)
        WHERE l.arrival <= clock_timestamp() + make_interval(secs => %(interval)s * %(burst)s)
        RETURNING extract(epoch FROM arrival - clock_timestamp())::float8 AS ahead
        """,
        values,
    )
    if row is not None:
        return Counted(True, max(0, int(burst + 1 - row["ahead"] / interval)), 0.0)
    row = db.fetch_one(
        "SELECT extract(epoch FROM arrival - clock_timestamp())::float8 AS ahead FROM rate_limits WHERE key = %(key)s",
        values,
    )
    return Counted(False, 0, max(0.0, row["ahead"] - interval * burst) if row else interval)


def give_back(db: Database, key: str, interval: float) -> None:
    """Take one counted request back."""
    db.execute(
        "UPDATE rate_limits SET arrival = arrival - make_interval(secs => %s) WHERE key = %s",
        (interval, _hash(key)),
    )


def forget_past(db: Database) -> int:
    """Delete the counts that have no effect any more. Returns their number."""
    return db.execute("DELETE FROM rate_limits WHERE arrival < clock_timestamp()")


def _hash(key: str) -> bytes:
    """A key names an address or a user, so only its hash is stored."""
    return hashlib.sha256(key.encode()).digest()
