"""POST /cv/analysis/{id}/retry"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.cvs import service
from recoloca.cvs.schemas import UploadCreated
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["cv"], route_class=IdempotentRoute)


@router.post("/cv/analysis/{id}/retry", status_code=202)
async def retry(id: UUID, caller: Caller, deps: Deps) -> UploadCreated:  # noqa: A002 (the path's name)
    """Start a failed analysis again. 409 `CONFLICT` when the analysis has not failed."""
    service.retry(deps, caller.user_id, id)
    return UploadCreated(analysis_id=id, status="pending")


app = create_app(router)
handler = lambda_handler(app)
