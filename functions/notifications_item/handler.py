"""PATCH /notifications/{id}"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.notifications import inbox
from recoloca.notifications.schemas import Notification, UpdateNotification
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["notifications"])


@router.patch("/notifications/{id}")
async def update(
    id: UUID,  # noqa: A002 (the path's name)
    form: UpdateNotification,
    caller: Caller,
    deps: Deps,
    locale: Locale,
) -> Notification:
    """Mark a notification as read or unread."""
    return inbox.set_read(deps, caller.user_id, id, read=form.read, locale=locale)


app = create_app(router)
handler = lambda_handler(app)
