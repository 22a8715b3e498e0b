"""POST /auth/reset-password"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recoloca.accounts import profile
from recoloca.accounts.schemas import ResetPassword
from recoloca.runtime import rate_limit
from recoloca.runtime.http import known_device
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/reset-password", status_code=204, dependencies=[limit_by_address(rate_limit.LOGIN)])
async def reset_password(form: ResetPassword, request: Request, response: Response, deps: Deps) -> None:
    """Set a new password with the token of a mailed link. All sessions end. The browser becomes a known device."""
    email = profile.reset_password(deps, form)
    known_device.remember(deps, request, response, email)


app = create_app(router)
handler = lambda_handler(app)
