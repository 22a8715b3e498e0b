"""POST /ai-coach/session"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca import snapshot
from recoloca.coach import brain, service
from recoloca.coach.schemas import StartedSession, StartSession
from recoloca.http.app import create_app, lambda_handler
from recoloca.http.auth import Caller, Locale, Services
from recoloca.http.idempotency import IdempotentRoute

router = APIRouter(tags=["ai-coach"], route_class=IdempotentRoute)


@router.post("/ai-coach/session")
async def start(form: StartSession, caller: Caller, services: Services, locale: Locale) -> StartedSession:
    """Start a session about a topic; it knows the caller's last analysis and greets."""
    return await service.start(services, caller.user_id, form, locale)


snapshot.before(brain.prepare)
app = create_app(router)
handler = lambda_handler(app)
