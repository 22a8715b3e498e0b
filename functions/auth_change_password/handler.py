"""POST /auth/change-password"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.accounts import profile
from recoloca.accounts.schemas import ChangePassword
from recoloca.runtime import rate_limit
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, guarding_password, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/change-password", status_code=204, dependencies=[limit_by_address(rate_limit.LOGIN)])
async def change_password(form: ChangePassword, caller: Caller, deps: Deps) -> None:
    """Set a new password. All other sessions of the caller end."""
    with guarding_password(deps, caller):
        profile.change_password(deps, caller, form)


app = create_app(router)
handler = lambda_handler(app)
