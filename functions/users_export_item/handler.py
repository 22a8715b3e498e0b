"""GET /users/export/{id}"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.privacy import exports
from recoloca.privacy.schemas import Export
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["users"])


@router.get("/users/export/{id}")
async def export(id: UUID, caller: Caller, deps: Deps, locale: Locale) -> Export:  # noqa: A002 (the path's name)
    """The state of an export. A completed export has a link that is valid for 15 minutes."""
    return exports.get(deps, caller.user_id, id, locale)


app = create_app(router)
handler = lambda_handler(app)
