"""GET /ai-coach/session/{id}"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.coach import history
from recoloca.coach.schemas import SessionDetail
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["ai-coach"])


@router.get("/ai-coach/session/{id}")
async def session(id: UUID, caller: Caller, deps: Deps) -> SessionDetail:  # noqa: A002 (the path's name)
    """One session of the caller with its messages, oldest first."""
    return history.get(deps, caller.user_id, id)


app = create_app(router)
handler = lambda_handler(app)
