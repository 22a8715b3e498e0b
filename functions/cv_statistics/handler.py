"""GET /cv/statistics"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.cvs import service
from recoloca.cvs.schemas import Statistics
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["cv"])


@router.get("/cv/statistics")
async def statistics(caller: Caller, deps: Deps) -> Statistics:
    """The number of the caller's analyses and their mean score."""
    return service.statistics(deps, caller.user_id)


app = create_app(router)
handler = lambda_handler(app)
