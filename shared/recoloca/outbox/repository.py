"""SQL of the outbox: what must follow a commit, written by that very commit."""

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
    """The oldest unsent entries of each topic that nobody else is sending; call in the marking transaction.

    `limit` holds for each topic by itself, so that one that cannot be sent holds up no other.
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
    """Remove every entry, sent or not, that names one of these: an identifier wherever it stands, an address only
    as the whole `email`, for it may be the end of somebody else's.
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
    """Remove what was sent before a moment; how many."""
    return db.execute("DELETE FROM outbox WHERE sent_at < %s", (before,))
