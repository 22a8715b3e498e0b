"""Rules of notifications: an event is told once, on the channels its reader chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from recoloca.notifications import repository
from recoloca.notifications.kinds import DATA, DEFAULTS, WATCHED, Kind
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies

WATCHED_SECONDS: Final = 60
"""How long a mail waits for the app to say that its reader has seen the thing itself (longer than the app's polls)."""


def notify(deps: Dependencies, user_id: UUID, kind: Kind, event_key: str, data: Mapping[str, Any]) -> bool:
    """Tell a user of an event, once for each `event_key` (`analysis_completed:<id>:<attempt>`).

    False when there was nothing to tell: it is known already, both channels are off, or the user is gone. Call it
    in the transaction that makes the event true, and `outbox.relay` after: the mail, when one is due, goes by the
    outbox. `data` is JSON with at least the fields that `kinds.DATA` names for the kind.

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
