"""GET and DELETE /cv/analysis/{id}"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.cvs import service
from recoloca.cvs.schemas import Analysis
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["cv"])


@router.get("/cv/analysis/{id}")
async def get(id: UUID, caller: Caller, deps: Deps, locale: Locale) -> Analysis:  # noqa: A002 (the path's name)
    """One analysis of the caller. `result` is null until `status` is `completed`."""
    return await service.get(deps, caller.user_id, id, locale)


@router.delete("/cv/analysis/{id}", status_code=204)
async def delete(id: UUID, caller: Caller, deps: Deps) -> None:  # noqa: A002
    """Delete an analysis and its file permanently."""
    service.delete(deps, caller.user_id, id)


app = create_app(router)
handler = lambda_handler(app)
