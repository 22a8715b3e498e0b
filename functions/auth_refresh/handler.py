"""POST /auth/refresh"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recoloca.accounts import service
from recoloca.accounts.schemas import RefreshToken, Session
from recoloca.runtime import rate_limit
from recoloca.runtime.http import known_device, session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/refresh", dependencies=[limit_by_address(rate_limit.REFRESH)])
async def refresh(
    request: Request, response: Response, deps: Deps, form: RefreshToken | None = None
) -> Session:
    """Get a new pair of tokens. A refresh token is valid once. Its reuse after more than 10 s ends the session."""
    token = session_cookie.refresh_token_of(request, form.refresh_token if form else None)
    session = service.refresh(deps, token)
    known_device.remember(deps, request, response, session.user.email)
    return session_cookie.answer_session(request, response, session)


app = create_app(router)
handler = lambda_handler(app)
