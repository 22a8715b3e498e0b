"""GET, PATCH and DELETE /users/profile"""

from __future__ import annotations

from fastapi import APIRouter, Response

from recoloca.accounts import profile
from recoloca.accounts.schemas import DeleteAccount, UpdateProfile, UserProfile
from recoloca.privacy.erasure import erase
from recoloca.runtime.http import session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, guarding_password

router = APIRouter(tags=["users"])


@router.get("/users/profile")
async def get(caller: Caller, deps: Deps) -> UserProfile:
    """The caller's profile, plan and remaining quotas."""
    return await profile.get(deps, caller.user_id)


@router.patch("/users/profile")
async def update(form: UpdateProfile, caller: Caller, deps: Deps) -> UserProfile:
    """Change the name, the language or the target role."""
    return await profile.update(deps, caller.user_id, form)


@router.delete("/users/profile", status_code=204)
async def delete(form: DeleteAccount, response: Response, caller: Caller, deps: Deps) -> None:
    """Delete the account and all its data permanently."""
    with guarding_password(deps, caller):
        profile.confirm_password(deps, caller.user_id, form.password)
    erase(deps, caller.user_id)
    session_cookie.forget(response)


app = create_app(router)
handler = lambda_handler(app)
