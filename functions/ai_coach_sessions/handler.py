"""GET /ai-coach/sessions"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from recoloca.coach import history
from recoloca.coach.schemas import SessionPage
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["ai-coach"])


@router.get("/ai-coach/sessions")
async def sessions(
    caller: Caller,
    deps: Deps,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=history.PAGE_LIMIT)] = 20,
) -> SessionPage:
    """The caller's sessions, newest first."""
    return history.list_page(deps, caller.user_id, cursor=cursor, limit=limit)


app = create_app(router)
handler = lambda_handler(app)
