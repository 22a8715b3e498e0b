"""The request and response bodies of the notification routes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field, field_validator

from recoloca.notifications.kinds import APP_KINDS, AppKind
from recoloca.runtime.schema import RequestBody, Schema


class Notification(Schema):
    """A notification. `action` is the label of a link to the page `link` of the app."""

    id: UUID
    kind: AppKind
    title: str
    body: str
    action: str
    link: str
    created_at: datetime
    read_at: datetime | None


class NotificationPage(Schema):
    """A page of notifications. `unread` counts all unread notifications of the user."""

    items: list[Notification]
    next_cursor: str | None
    unread: int


class UpdateNotification(RequestBody):
    read: bool


class Preference(RequestBody):
    """The channels of one kind of notification."""

    kind: AppKind
    in_app: bool
    email: bool


class Preferences(RequestBody):
    """The channels by kind. Each kind occurs at most once. In a change, a missing kind stays unchanged."""

    preferences: list[Preference] = Field(max_length=len(APP_KINDS))

    @field_validator("preferences")
    @classmethod
    def _each_once(cls, value: list[Preference]) -> list[Preference]:
        if len({preference.kind for preference in value}) != len(value):
            raise ValueError("Tipo repetido / repeated kind")
        return value
