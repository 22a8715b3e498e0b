"""GET and PUT /users/consents"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.consents import service
from recoloca.consents.schemas import ConsentChoices, Consents
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["users"])


@router.get("/users/consents")
async def get(caller: Caller, deps: Deps) -> Consents:
    """The caller's latest choice for each purpose, with the version of its text."""
    return service.consents(deps, caller.user_id)


@router.put("/users/consents")
async def put(form: ConsentChoices, caller: Caller, deps: Deps) -> Consents:
    """Record choices. 409 `CONFLICT` when the version of a text is not the current one."""
    return service.record_consents(deps, caller.user_id, form)


app = create_app(router)
handler = lambda_handler(app)
