"""POST /auth/logout-everywhere"""

from __future__ import annotations

from fastapi import APIRouter, Response

from recoloca.accounts import profile
from recoloca.runtime.http import session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["auth"])


@router.post("/auth/logout-everywhere", status_code=204)
async def logout_everywhere(response: Response, caller: Caller, deps: Deps) -> None:
    """End all sessions of the caller. Existing access tokens stay valid for at most 15 minutes."""
    profile.logout_everywhere(deps, caller.user_id)
    session_cookie.forget(response)


app = create_app(router)
handler = lambda_handler(app)
