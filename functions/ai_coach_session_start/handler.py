"""POST /ai-coach/session"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.coach import service
from recoloca.coach.schemas import StartedSession, StartSession
from recoloca.engine.coach import brain
from recoloca.runtime import snapshot
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["ai-coach"], route_class=IdempotentRoute)


@router.post("/ai-coach/session")
async def start(form: StartSession, caller: Caller, deps: Deps, locale: Locale) -> StartedSession:
    """Start a session about a topic. The coach uses the caller's latest analysis and sends a greeting."""
    return await service.start(deps, caller.user_id, form, locale)


snapshot.before(brain.prepare)
app = create_app(router)
handler = lambda_handler(app)
