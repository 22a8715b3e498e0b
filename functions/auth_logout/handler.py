"""POST /auth/logout"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recoloca.accounts import service
from recoloca.accounts.schemas import RefreshToken
from recoloca.runtime import rate_limit
from recoloca.runtime.http import session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/logout", status_code=204, dependencies=[limit_by_address(rate_limit.REFRESH)])
async def logout(request: Request, response: Response, deps: Deps, form: RefreshToken | None = None) -> None:
    """End the session of this refresh token. A session that has already ended is no error."""
    service.logout(deps, session_cookie.refresh_token_of(request, form.refresh_token if form else None))
    session_cookie.forget(response)


app = create_app(router)
handler = lambda_handler(app)
