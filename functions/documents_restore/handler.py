"""POST /documents/{id}/restore"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response

from recoloca.documents import service
from recoloca.documents.schemas import Document
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.conditional import version_tag
from recoloca.runtime.http.idempotency import IdempotentRoute

router = APIRouter(tags=["documents"], route_class=IdempotentRoute)


@router.post("/documents/{id}/restore")
async def restore(id: UUID, caller: Caller, deps: Deps, response: Response) -> Document:  # noqa: A002 (the path's name)
    """Take back the deletion of a document, within 30 days after it."""
    document = service.undelete(deps, caller.user_id, id)
    response.headers["etag"] = version_tag(document.version, document.updated_at)
    return document


app = create_app(router)
handler = lambda_handler(app)
