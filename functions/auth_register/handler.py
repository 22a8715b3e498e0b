"""POST /auth/register"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recoloca.accounts import service
from recoloca.accounts.schemas import Register, Session
from recoloca.runtime import rate_limit
from recoloca.runtime.http import known_device, session_cookie
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, client_network, limit_by_address

router = APIRouter(tags=["auth"])


@router.post("/auth/register", status_code=201, dependencies=[limit_by_address(rate_limit.REGISTER)])
async def register(form: Register, request: Request, response: Response, deps: Deps) -> Session:
    """Create an account and log in. 409 `EMAIL_TAKEN` for a known e-mail address, `CONFLICT` for outdated terms.

    A network gets at most 5 responses `EMAIL_TAKEN` an hour.
    """
    network = client_network(request)
    with rate_limit.counting(deps, rate_limit.KNOWN_ADDRESS, network, "EMAIL_TAKEN"):
        session = service.register(deps, form)
    known_device.remember(deps, request, response, session.user.email)
    return session_cookie.answer_session(request, response, session)


app = create_app(router)
handler = lambda_handler(app)
