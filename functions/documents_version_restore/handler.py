"""POST /documents/{id}/versions/{number}/restore"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from recoloca.documents import service
from recoloca.documents.schemas import Document
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.conditional import version_tag
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["documents"], route_class=IdempotentRoute)


@router.post("/documents/{id}/versions/{number}/restore")
async def restore(
    id: UUID,  # noqa: A002 (the path's name)
    number: Annotated[int, Path(ge=1, le=2_147_483_647)],
    caller: Caller,
    deps: Deps,
    response: Response,
) -> Document:
    """Make the content of an earlier version the current one, as a new version."""
    document = service.restore(deps, caller.user_id, id, number)
    response.headers["etag"] = version_tag(document.version, document.updated_at)
    return document


app = create_app(router)
handler = lambda_handler(app)
