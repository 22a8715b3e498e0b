"""The SQL of notifications and of the channels that users choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value
from recoloca.notifications.kinds import AppKind, Channels


class Stored(NamedTuple):
    """A stored notification. `mail` is `due` if an e-mail must be sent, else `none`."""

    mail: str


class DueMail(NamedTuple):
    id: UUID
    kind: str
    data: dict[str, Any]
    email: str
    name: str | None
    locale: str


class NotificationRow(NamedTuple):
    id: UUID
    kind: AppKind
    data: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


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
) -> Stored | None:
    """Store a notification for the channels that the user chose, or for `default` without a choice.

    Returns None when nothing was stored: the event is a duplicate, both channels are off, or the user was deleted.
    """
    return db.row(
        Stored,
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


def take_mail(db: Database, notification_id: UUID, now: datetime, lease_until: datetime) -> DueMail | None:
    """Take a lease on an e-mail that is due, and return its content and address.

    Returns None when no e-mail is due or another worker holds the lease. `name` is None for an unconfirmed address.
    """
    return db.row(
        DueMail,
        """
        UPDATE notifications n SET mail_lease_until = %(lease)s
        FROM users u JOIN profiles p ON p.user_id = u.id
        WHERE n.id = %(id)s AND u.id = n.user_id AND n.mail = 'due'
          AND (n.mail_lease_until IS NULL OR n.mail_lease_until <= %(now)s)
        RETURNING n.id, n.kind, n.data, u.email, p.locale,
                  CASE WHEN u.email_verified_at IS NOT NULL THEN p.name END AS name
        """,
        {"id": notification_id, "now": now, "lease": lease_until},
    )


def drop_read_mail(db: Database, notification_id: UUID) -> bool:
    """Cancel a due e-mail if the user has read the notification in the app. Returns whether it was cancelled."""
    return bool(
        db.execute(
            "UPDATE notifications SET mail = 'none' WHERE id = %s AND mail = 'due' AND read_at IS NOT NULL",
            (notification_id,),
        )
    )


def mail_is_due(db: Database, notification_id: UUID) -> bool:
    return bool(
        db.fetch_one("SELECT 1 AS one FROM notifications WHERE id = %s AND mail = 'due'", (notification_id,))
    )


def end_mail(db: Database, notification_id: UUID, outcome: str, now: datetime) -> None:
    """Store the outcome of an e-mail: `sent`, `refused`, or `none` (held back). Its one-time link is deleted."""
    db.execute(
        """
        UPDATE notifications SET mail = %s, mailed_at = %s, mail_lease_until = NULL, data = data - 'link'
        WHERE id = %s AND mail = 'due'
        """,
        (outcome, now, notification_id),
    )


def let_mail_go(db: Database, notification_id: UUID) -> None:
    """End the lease of an e-mail, so that the next attempt can start at once."""
    db.execute(
        "UPDATE notifications SET mail_lease_until = NULL WHERE id = %s AND mail = 'due'", (notification_id,)
    )


def page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[NotificationRow]:
    """At most `limit` notifications that the app shows, newest first, after the position `before`."""
    created_at, last_id = before or (None, None)
    return db.rows(
        NotificationRow,
        """
        SELECT id, kind, data, created_at, read_at FROM notifications
        WHERE user_id = %(user)s AND in_app
          AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        """,
        {"user": user_id, "at": created_at, "id": last_id, "limit": limit},
    )


def unread(db: Database, user_id: UUID) -> int:
    row = db.fetch_one(
        "SELECT count(*) AS n FROM notifications WHERE user_id = %s AND in_app AND read_at IS NULL",
        (user_id,),
    )
    return int(row["n"]) if row else 0


def set_read(
    db: Database, user_id: UUID, notification_id: UUID, read_at: datetime | None
) -> NotificationRow | None:
    """Mark a notification as read at `read_at`, or as unread if it is None. A second call keeps the first time.

    Returns None when the user has no such notification.
    """
    return db.row(
        NotificationRow,
        """
        UPDATE notifications
        SET read_at = CASE WHEN %(at)s::timestamptz IS NULL THEN NULL ELSE coalesce(read_at, %(at)s) END
        WHERE id = %(id)s AND user_id = %(user)s AND in_app
        RETURNING id, kind, data, created_at, read_at
        """,
        {"id": notification_id, "user": user_id, "at": read_at},
    )


def preferences(db: Database, user_id: UUID) -> dict[str, Channels]:
    """The user's choices by kind. A kind without a choice is missing."""
    rows = db.fetch_all(
        "SELECT kind, in_app, email FROM notification_preferences WHERE user_id = %s", (user_id,)
    )
    return {row["kind"]: Channels(row["in_app"], row["email"]) for row in rows}


def set_preferences(db: Database, user_id: UUID, chosen: Sequence[tuple[str, Channels]]) -> None:
    """Store the user's choices. Nothing is stored for a deleted user."""
    db.execute(
        """
        INSERT INTO notification_preferences (user_id, kind, in_app, email)
        SELECT u.id, c.kind, c.in_app, c.email
        FROM users u, unnest(%s::text[], %s::boolean[], %s::boolean[]) AS c (kind, in_app, email)
        WHERE u.id = %s
        ON CONFLICT (user_id, kind) DO UPDATE SET in_app = excluded.in_app, email = excluded.email
        """,
        (
            [kind for kind, _ in chosen],
            [channels.in_app for _, channels in chosen],
            [channels.email for _, channels in chosen],
            user_id,
        ),
    )
