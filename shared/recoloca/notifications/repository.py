"""SQL of notifications and of the channels users choose for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from recoloca.adapters.postgres import Database, Row, json_value
from recoloca.notifications.kinds import Channels


def add(
    db: Database,
    *,
    notification_id: UUID,
    user_id: UUID,
    kind: str,
    event_key: str,
    data: Mapping[str, Any],
    default: Channels,
    now: datetime,
) -> Row | None:
    """Store a notification on the channels its reader chose, `default` where nothing was chosen.

    None when there is nothing to store: the event is known, both channels are off, or the user is gone.
    """
    return db.fetch_one(
        """
        INSERT INTO notifications (id, user_id, kind, event_key, data, created_at, in_app, mail)
        SELECT %(id)s, u.id, %(kind)s, %(event_key)s, %(data)s, %(now)s, c.in_app,
               CASE WHEN c.email THEN 'due' ELSE 'none' END
        FROM users u
        LEFT JOIN notification_preferences p ON p.user_id = u.id AND p.kind = %(kind)s
        CROSS JOIN LATERAL (
            SELECT coalesce(p.in_app, %(in_app)s::boolean) AS in_app, coalesce(p.email, %(email)s::boolean) AS email
        ) c
        WHERE u.id = %(user)s AND (c.in_app OR c.email)
        ON CONFLICT (event_key) DO NOTHING
        RETURNING mail
        """,
        {
            "id": notification_id,
            "user": user_id,
            "kind": kind,
            "event_key": event_key,
            "data": json_value(dict(data)),
            "in_app": default.in_app,
            "email": default.email,
            "now": now,
        },
    )
