"""The SQL of received Stripe events."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from recoloca.adapters.postgres import Database


class StripeEvent(NamedTuple):
    type: str
    object_id: str
    created_at: datetime


def receive_event(
    db: Database, *, event_id: str, type_: str, object_id: str, created_at: datetime, now: datetime
) -> bool:
    """Store an event. Returns False when it is already stored."""
    return bool(
        db.execute(
            """
            INSERT INTO stripe_events (id, type, object_id, created_at, received_at) VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (id) DO NOTHING
            """,
            (event_id, type_, object_id, created_at, now),
        )
    )


def open_event(db: Database, event_id: str) -> StripeEvent | None:
    """An event that is not processed yet; None when it is processed or unknown."""
    return db.row(
        StripeEvent,
        "SELECT type, object_id, created_at FROM stripe_events WHERE id = %s AND processed_at IS NULL",
        (event_id,),
    )


def close_event(db: Database, event_id: str, now: datetime) -> bool:
    """Mark an event as processed. Returns False when another worker has already processed it."""
    return bool(
        db.execute(
            "UPDATE stripe_events SET processed_at = %s, error = NULL WHERE id = %s AND processed_at IS NULL",
            (now, event_id),
        )
    )


def note_event_error(db: Database, event_id: str, error: str) -> None:
    db.execute("UPDATE stripe_events SET error = %s WHERE id = %s", (error[:1000], event_id))
