"""POST /cv/analysis/{id}/match"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from recoloca.cvs import match
from recoloca.cvs.schemas import MatchRequest
from recoloca.engine.matching.result import MatchResult
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["cv"])


@router.post("/cv/analysis/{id}/match")
async def match_analysis(
    id: UUID,  # noqa: A002 (the path's name)
    caller: Caller,
    deps: Deps,
    locale: Locale,
    form: MatchRequest | None = None,
) -> MatchResult:
    """Match an analysis with the job advertisement in the request, or else with the one from the upload."""
    return match.match_advertisement(deps, caller.user_id, id, form, locale)


app = create_app(router)
handler = lambda_handler(app)
