"""GET and POST /cv/analysis/{id}/review"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.privacy import service
from recoloca.privacy.schemas import Review, ReviewRequest
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["cv"], route_class=IdempotentRoute)


@router.get("/cv/analysis/{id}/review")
async def get(id: UUID, caller: Caller, deps: Deps) -> Review:  # noqa: A002 (the path's name)
    """The caller's request for a review by a person, with its answer if it has one."""
    return service.review(deps, caller.user_id, id)


@router.post("/cv/analysis/{id}/review", status_code=202)
async def post(id: UUID, form: ReviewRequest, caller: Caller, deps: Deps) -> Review:  # noqa: A002
    """Request a review of an analysis by a person. 409 `CONFLICT` when it is not finished or has a request."""
    return service.request_review(deps, caller.user_id, id, form.reason)


app = create_app(router)
handler = lambda_handler(app)
