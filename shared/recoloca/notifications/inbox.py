"""A user's notifications in the app, and the channels that the user chose for each kind."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from recoloca.notifications import rendering, repository
from recoloca.notifications.kinds import APP_KINDS, DEFAULTS, Channels
from recoloca.notifications.schemas import Notification, NotificationPage, Preference, Preferences
from recoloca.runtime import cursors
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import not_found

PAGE_LIMIT: Final = 100


def list_page(
    deps: Dependencies, user_id: UUID, *, cursor: str | None, limit: int, locale: str
) -> NotificationPage:
    """A page of at most `limit` notifications, newest first, and the number of unread ones.

    Raises:
        Problem: `VALIDATION_ERROR` for an invalid cursor.
    """
    rows = repository.page(deps.db, user_id, before=cursors.decode(cursor), limit=limit + 1)
    shown = rows[:limit]
    return NotificationPage(
        items=[_shown(row, locale) for row in shown],
        next_cursor=cursors.encode(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None,
        unread=repository.unread(deps.db, user_id),
    )


def set_read(
    deps: Dependencies, user_id: UUID, notification_id: UUID, *, read: bool, locale: str
) -> Notification:
    """Mark a notification of the user as read or as unread.

    Raises:
        Problem: `NOT_FOUND`.
    """
    row = repository.set_read(deps.db, user_id, notification_id, deps.clock() if read else None)
    if row is None:
        raise not_found()
    return _shown(row, locale)


def preferences(deps: Dependencies, user_id: UUID) -> Preferences:
    """The channels of each kind of notification: the user's choice, or else the default."""
    chosen = {**DEFAULTS, **repository.preferences(deps.db, user_id)}
    return Preferences(
        preferences=[
            Preference(kind=kind, in_app=chosen[kind].in_app, email=chosen[kind].email) for kind in APP_KINDS
        ]
    )


def set_preferences(deps: Dependencies, user_id: UUID, form: Preferences) -> Preferences:
    """Store the channels for the kinds in `form`. Returns the channels of all kinds."""
    chosen = [(one.kind, Channels(one.in_app, one.email)) for one in form.preferences]
    repository.set_preferences(deps.db, user_id, chosen)
    return preferences(deps, user_id)


def _shown(row: repository.NotificationRow, locale: str) -> Notification:
    told = rendering.message(row.kind, locale, row.data)
    return Notification(
        id=row.id,
        kind=row.kind,
        title=told.title,
        body=told.body,
        action=told.action,
        link=told.link,
        created_at=row.created_at,
        read_at=row.read_at,
    )
