"""The SQL of the outbox: messages that are stored in the same transaction as the change that causes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value


class OutboxEntry(NamedTuple):
    id: UUID
    topic: str
    payload: dict[str, Any]


def add(db: Database, entry_id: UUID, topic: str, payload: Mapping[str, Any], now: datetime) -> None:
    db.execute(
        "INSERT INTO outbox (id, topic, payload, created_at) VALUES (%s, %s, %s, %s)",
        (entry_id, topic, json_value(payload), now),
    )


def take_unsent(db: Database, topics: Sequence[str], limit: int) -> list[OutboxEntry]:
    """Lock and return the oldest unsent entries of each topic. Entries that another process has locked are skipped.

    Call it in the transaction that calls `mark_sent`. `limit` applies to each topic separately, so that a topic whose
    queue is down does not block the others.
    """
    return db.rows(
        OutboxEntry,
        """
        SELECT o.id, o.topic, o.payload FROM unnest(%s::text[]) AS wanted (topic)
        CROSS JOIN LATERAL (
            SELECT id, topic, payload FROM outbox WHERE sent_at IS NULL AND topic = wanted.topic
            ORDER BY created_at, id LIMIT %s FOR UPDATE SKIP LOCKED
        ) o
        """,
        (list(topics), limit),
    )


def mark_sent(db: Database, entry_ids: Sequence[UUID], now: datetime) -> None:
    db.execute("UPDATE outbox SET sent_at = %s WHERE id = ANY(%s)", (now, list(entry_ids)))


def oldest_unsent(db: Database) -> datetime | None:
    row = db.fetch_one("SELECT min(created_at) AS oldest FROM outbox WHERE sent_at IS NULL")
    return row["oldest"] if row else None


def forget_about(db: Database, words: Sequence[str]) -> int:
    """Delete every entry, sent or unsent, that contains one of `words`. Returns the number of entries.

    An identifier is searched in the whole payload. An e-mail address must equal the field `email`, because it can be
    the end of another address.
    """
    return db.execute(
        """
        DELETE FROM outbox o WHERE o.payload ->> 'email' = ANY(%(words)s) OR EXISTS (
            SELECT 1 FROM unnest(%(words)s::text[]) w WHERE strpos(w, '@') = 0 AND strpos(o.payload::text, w) > 0
        )
        """,
        {"words": list(words)},
    )


def forget_sent(db: Database, before: datetime) -> int:
    """Delete the entries that were sent earlier than `before`. Returns their number."""
    return db.execute("DELETE FROM outbox WHERE sent_at < %s", (before,))
