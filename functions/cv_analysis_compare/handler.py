"""GET /cv/analysis/{id}/compare/{other}"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.cvs import service
from recoloca.cvs.schemas import Comparison
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["cv"])


@router.get("/cv/analysis/{id}/compare/{other}")
async def compare(id: UUID, other: UUID, caller: Caller, deps: Deps, locale: Locale) -> Comparison:  # noqa: A002
    """The changes between two analyses of the caller. 409 `CONFLICT` when one of them is not finished."""
    return await service.compare(deps, caller.user_id, id, other, locale)


app = create_app(router)
handler = lambda_handler(app)
