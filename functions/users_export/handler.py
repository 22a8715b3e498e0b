"""POST /users/export"""

from __future__ import annotations

from fastapi import APIRouter, Response

from recoloca.privacy import exports
from recoloca.privacy.schemas import Export
from recoloca.runtime import rate_limit
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["users"], route_class=IdempotentRoute)


@router.post("/users/export", status_code=202)
async def export(response: Response, caller: Caller, deps: Deps) -> Export:
    """Request an export of all data of the caller. A notification reports when it is ready."""
    limits = rate_limit.enforce(deps, rate_limit.EXPORT, str(caller.user_id))
    response.headers.update(limits)
    return exports.request(deps, caller.user_id)


app = create_app(router)
handler = lambda_handler(app)
