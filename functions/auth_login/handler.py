"""POST /auth/login, as JSON or as a form."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from recoloca.accounts import service
from recoloca.accounts.schemas import Login, Session
from recoloca.runtime import rate_limit
from recoloca.runtime.http import known_device, session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address
from recoloca.runtime.http.bodies import form_or_json

router = APIRouter(tags=["auth"])

BODY: dict[str, Any] = {
    "required": True,
    "content": {
        kind: {"schema": Login.model_json_schema()}
        for kind in ("application/json", "application/x-www-form-urlencoded")
    },
}


@router.post(
    "/auth/login",
    dependencies=[limit_by_address(rate_limit.LOGIN)],
    openapi_extra={"requestBody": BODY},
)
async def login(request: Request, response: Response, deps: Deps) -> Session:
    """Log in. Neither the response nor its duration shows whether an account exists.

    Wrong passwords for one account are rate-limited for all callers together. A browser that has logged in before has
    its own limit.
    """
    try:
        form = Login.model_validate(await form_or_json(request))
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None
    who = known_device.counted(deps, request, form.email)
    with rate_limit.counting(deps, rate_limit.PASSWORD, who, "AUTH_INVALID_CREDENTIALS"):
        session = service.login(deps, form)
    known_device.remember(deps, request, response, session.user.email)
    return session_cookie.answer_session(request, response, session)


app = create_app(router)
handler = lambda_handler(app)
