"""POST /auth/verify-email"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.accounts import profile
from recoloca.accounts.schemas import LinkToken
from recoloca.runtime import rate_limit
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/verify-email", status_code=204, dependencies=[limit_by_address(rate_limit.LOGIN)])
async def verify_email(form: LinkToken, deps: Deps) -> None:
    """Confirm an e-mail address with the token of a mailed link."""
    await profile.verify_email(deps, form.token)


app = create_app(router)
handler = lambda_handler(app)
