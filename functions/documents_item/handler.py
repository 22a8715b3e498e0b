"""GET, PUT, PATCH and DELETE /documents/{id}"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from recoloca.documents import service
from recoloca.documents.schemas import ChangeDocument, Document, SaveDocument
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps
from recoloca.runtime.http.conditional import expected_version, version_tag

router = APIRouter(tags=["documents"])


@router.get("/documents/{id}")
async def get(id: UUID, caller: Caller, deps: Deps, response: Response) -> Document:  # noqa: A002 (the path's name)
    """One document of the caller with its current content. `ETag` names its version."""
    return _tagged(service.get(deps, caller.user_id, id), response)


@router.put("/documents/{id}")
async def save(
    id: UUID,  # noqa: A002
    form: SaveDocument,
    caller: Caller,
    deps: Deps,
    response: Response,
    if_match: Annotated[str | None, Header(max_length=200)] = None,
) -> Document:
    """Save the whole content as a new version.

    `If-Match` names the version that was changed: the `ETag`, or its number as `"3"`. When another version is the
    current one, the answer is 412 `DOCUMENT_CHANGED` with the `version` and the `content` that are now stored.
    """
    expected = expected_version(if_match)
    return _tagged(service.save(deps, caller.user_id, id, form.content.resume(), expected), response)


@router.patch("/documents/{id}")
async def change(id: UUID, form: ChangeDocument, caller: Caller, deps: Deps, response: Response) -> Document:  # noqa: A002
    """Change title, template or language. The content and its version stay."""
    return _tagged(service.change(deps, caller.user_id, id, form), response)


@router.delete("/documents/{id}", status_code=204)
async def delete(id: UUID, caller: Caller, deps: Deps) -> None:  # noqa: A002
    """Delete a document. It can be restored for 30 days, then it is erased."""
    service.delete(deps, caller.user_id, id)


def _tagged(document: Document, response: Response) -> Document:
    response.headers["etag"] = version_tag(document.version, document.updated_at)
    return document


app = create_app(router)
handler = lambda_handler(app)
