"""POST /ai-coach/session/{id}/message"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.coach import service
from recoloca.coach.schemas import Reply, SendMessage
from recoloca.engine.coach import brain
from recoloca.runtime import snapshot
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["ai-coach"], route_class=IdempotentRoute)


@router.post("/ai-coach/session/{id}/message")
async def message(
    id: UUID,  # noqa: A002 (the path's name)
    form: SendMessage,
    caller: Caller,
    deps: Deps,
    locale: Locale,
) -> Reply:
    """Send a message to the coach and get its reply. 429 `QUOTA_EXCEEDED` when the daily quota is used up."""
    return service.send(deps, caller.user_id, id, form.message, locale)


snapshot.before(brain.prepare)
app = create_app(router)
handler = lambda_handler(app)
