"""GET and POST /documents"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from recoloca.documents import service
from recoloca.documents.schemas import CreateDocument, Document, DocumentPage
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.conditional import version_tag
from recoloca.runtime.http.idempotency import CreatedId, IdempotentRoute

router = APIRouter(tags=["documents"], route_class=IdempotentRoute)


@router.get("/documents")
async def documents(
    caller: Caller,
    deps: Deps,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=service.PAGE_LIMIT)] = 20,
    deleted: Annotated[bool, Query()] = False,
) -> DocumentPage:
    """The caller's documents, newest first. With `deleted`, the deleted ones that can be taken back."""
    return service.list_page(deps, caller.user_id, cursor=cursor, limit=limit, deleted=deleted)


@router.post("/documents", status_code=201)
async def create(
    form: CreateDocument,
    caller: Caller,
    deps: Deps,
    locale: Locale,
    created_id: CreatedId,
    response: Response,
) -> Document:
    """Make a document: of a finished analysis, as a copy of another document, or an empty one."""
    document = await service.create(deps, caller.user_id, form, locale, created_id)
    response.headers["etag"] = version_tag(document.version, document.updated_at)
    return document


app = create_app(router)
handler = lambda_handler(app)
