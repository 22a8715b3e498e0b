"""POST /auth/resend-verification"""

from __future__ import annotations

from fastapi import APIRouter, Request

from recoloca.accounts import profile
from recoloca.accounts.schemas import EmailOnly
from recoloca.runtime import rate_limit
from recoloca.runtime.http import known_device
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/resend-verification", status_code=204, dependencies=[limit_by_address(rate_limit.MAIL)])
async def resend_verification(form: EmailOnly, request: Request, deps: Deps) -> None:
    """Send the confirmation link again by e-mail. The response is the same if the account does not exist."""
    who = known_device.counted(deps, request, form.email)
    rate_limit.enforce(deps, rate_limit.RECIPIENT, who)
    profile.request_link(deps, form.email, "verify_email")


app = create_app(router)
handler = lambda_handler(app)
