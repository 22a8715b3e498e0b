"""GET and PUT /notifications/preferences"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.notifications import inbox
from recoloca.notifications.schemas import Preferences
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["notifications"])


@router.get("/notifications/preferences")
async def get(caller: Caller, deps: Deps) -> Preferences:
    """The channels of each kind of notification for the caller."""
    return inbox.preferences(deps, caller.user_id)


@router.put("/notifications/preferences")
async def put(form: Preferences, caller: Caller, deps: Deps) -> Preferences:
    """Set the channels of some kinds. E-mails that an account needs are always sent."""
    return inbox.set_preferences(deps, caller.user_id, form)


app = create_app(router)
handler = lambda_handler(app)
