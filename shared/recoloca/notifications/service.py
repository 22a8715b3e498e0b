"""The rules for notifications: each event creates one notification, on the channels that the user chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from recoloca.notifications import repository
from recoloca.notifications.kinds import DATA, DEFAULTS, WATCHED, Kind
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies

WATCHED_SECONDS: Final = 60
"""The delay of an e-mail of a kind in `WATCHED`. It is longer than the app's polling interval.

If the user reads the notification in the app during the delay, the e-mail is cancelled.
"""


def notify(deps: Dependencies, user_id: UUID, kind: Kind, event_key: str, data: Mapping[str, Any]) -> bool:
    """Notify a user of an event, once for each `event_key`, such as `analysis_completed:<id>:<attempt>`.

    Call it in the transaction that stores the event, and call `outbox.relay` after the transaction, because the e-mail
    is sent through the outbox. `data` is JSON with at least the fields that `kinds.DATA` lists for the kind. Returns
    False when nothing was stored: the event is a duplicate, both channels are off, or the user was deleted.

    Raises:
        ValueError: `data` lacks a field.
    """
    missing = DATA[kind] - data.keys()
    if missing:
        raise ValueError(f"{kind} needs {', '.join(sorted(missing))}")
    notification_id = deps.new_id()
    stored = repository.add(
        deps.db,
        notification_id=notification_id,
        user_id=user_id,
        kind=kind,
        event_key=event_key,
        data=data,
        default=DEFAULTS[kind],
        now=deps.clock(),
    )
    if stored is not None and stored.mail == "due":
        delay = WATCHED_SECONDS if kind in WATCHED else 0
        message = {"notification_id": str(notification_id), "delay_seconds": delay}
        outbox.publish(deps, "notification", message)
    return stored is not None
