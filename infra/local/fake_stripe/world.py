"""The data of the fake Stripe: the objects by id, the events, and the file that stores both."""

from __future__ import annotations

import calendar
import copy
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from recoloca.runtime.clock import Clock

Object = dict[str, Any]

API_VERSION: Final = "2026-10-28.endive"


class StripeError(Exception):
    """An error response of Stripe's API."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class World:
    """The objects as the API shows them. Their links start with `url`.

    Each new event is passed to `on_event`. `file` keeps the objects and events between two runs.
    """

    def __init__(
        self, clock: Clock, on_event: Callable[[Object], None] | None = None, file: Path | None = None
    ) -> None:
        self.clock = clock
        self.on_event = on_event
        self._file = file
        self._saving = threading.Lock()
        self.url = ""
        self.objects: dict[str, Object] = {}
        self.events: dict[str, Object] = {}
        self.answers: dict[str, Any] = {}
        if file is not None and file.exists():
            kept = json.loads(file.read_text())
            self.objects, self.events, self.answers = kept["objects"], kept["events"], kept["answers"]

    def now(self) -> int:
        return int(self.clock().timestamp())

    def add(self, prefix: str, kind: str, **fields: Any) -> Object:
        id_ = f"{prefix}_{secrets.token_hex(12)}"
        made = {"id": id_, "object": kind, "created": self.now(), "livemode": False, "metadata": {}}
        self.objects[id_] = made | fields
        return self.objects[id_]

    def get(self, kind: str, id_: str) -> Object:
        found = self.objects.get(id_)
        if found is None or found["object"] != kind:
            raise StripeError(404, "resource_missing", f"No such {kind}: '{id_}'")
        return found

    def all(self, kind: str, **fields: Any) -> Iterator[Object]:
        """The objects of this kind that have these field values, newest first."""
        for each in reversed(list(self.objects.values())):
            if each["object"] == kind and all(each.get(name) == value for name, value in fields.items()):
                yield each

    def emit(self, type_: str, subject: Object) -> None:
        id_ = f"evt_{secrets.token_hex(12)}"
        event = {
            "id": id_,
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": {"object": copy.deepcopy(subject)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": type_,
        }
        self.events[id_] = event
        self.save()
        if self.on_event:
            self.on_event(event)

    def delivered(self, event_id: str) -> None:
        self.events[event_id]["pending_webhooks"] = 0
        self.save()

    def save(self) -> None:
        """Replace the file as a whole, because the server and the delivering thread may save at the same time."""
        if self._file is None:
            return
        with self._saving:
            text = json.dumps({"objects": self.objects, "events": self.events, "answers": self.answers})
            fresh = self._file.with_suffix(".new")
            fresh.write_text(text)
            fresh.replace(self._file)


def month_later(moment: int) -> int:
    """The same day of the next month, or the last day of a shorter month."""
    at = datetime.fromtimestamp(moment, UTC)
    year, month = at.year + at.month // 12, at.month % 12 + 1
    day = min(at.day, calendar.monthrange(year, month)[1])
    return int(at.replace(year=year, month=month, day=day).timestamp())
