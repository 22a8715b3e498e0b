"""GET /cv/analyses"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from recoloca.cvs import service
from recoloca.cvs.schemas import AnalysisPage, Status
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["cv"])


@router.get("/cv/analyses")
async def analyses(
    caller: Caller,
    deps: Deps,
    locale: Locale,
    q: Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]*$")] = None,
    status: Status | None = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=service.PAGE_LIMIT)] = 20,
) -> AnalysisPage:
    """The caller's analyses, newest first. `q` searches the text of the CVs; it accepts quotes, `or` and `-word`."""
    words = q.strip() or None if q else None
    return service.list_page(
        deps, caller.user_id, words=words, cursor=cursor, status=status, limit=limit, locale=locale
    )


app = create_app(router)
handler = lambda_handler(app)
