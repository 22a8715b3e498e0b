"""GET /notifications"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from recoloca.notifications import inbox
from recoloca.notifications.schemas import NotificationPage
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["notifications"])


@router.get("/notifications")
async def notifications(
    caller: Caller,
    deps: Deps,
    locale: Locale,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=inbox.PAGE_LIMIT)] = 20,
) -> NotificationPage:
    """The caller's notifications, newest first, and the number of unread ones."""
    return inbox.list_page(deps, caller.user_id, cursor=cursor, limit=limit, locale=locale)


app = create_app(router)
handler = lambda_handler(app)
