"""GET /documents/{id}/versions"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.documents import versions
from recoloca.documents.schemas import VersionList
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["documents"])


@router.get("/documents/{id}/versions")
async def list_all(id: UUID, caller: Caller, deps: Deps) -> VersionList:  # noqa: A002 (the path's name)
    """The kept versions of a document, newest first."""
    return versions.list_all(deps, caller.user_id, id)


app = create_app(router)
handler = lambda_handler(app)
