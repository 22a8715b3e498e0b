"""The browsers of an account's owner, known again by a cookie, so that a stranger's guesses do not slow the owner.

The cookie holds a signed token for one account (`adapters/tokens.py`). It opens nothing. Logging in, registering,
renewing a session and choosing a password by a mailed link give it.
"""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from recoloca.adapters.aws import UnreachableError
from recoloca.adapters.aws_credentials import CredentialsUnavailableError
from recoloca.adapters.tokens import DEVICE_LIFETIME, Device, TokenExpiredError, TokenInvalidError
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.http.session_cookie import PATH, is_browser

COOKIE: Final = "recoloca_device"


def remember(deps: Dependencies, request: Request, response: Response, email: str) -> None:
    """Have the browser known for this account; a browser that is known already keeps its id."""
    if not is_browser(request):
        return
    try:
        signer = deps.token_signer
    except (UnreachableError, CredentialsUnavailableError):
        return  # what the caller came for is done; being known is a comfort
    known = _known(deps, request, email) or Device(cache_keys.account(email), deps.new_id())
    response.set_cookie(
        COOKIE,
        signer.sign_device(known, deps.clock()),
        max_age=int(DEVICE_LIFETIME.total_seconds()),
        path=PATH,
        secure=True,
        httponly=True,
        samesite="strict",
    )


def counted(deps: Dependencies, request: Request, email: str) -> str:
    """Who a limit on an account counts: the known device alone, or else the account with all unknown devices."""
    known = _known(deps, request, email)
    return str(known.device_id) if known else cache_keys.account(email)


def _known(deps: Dependencies, request: Request, email: str) -> Device | None:
    try:
        device = deps.token_verifier.device(request.cookies.get(COOKIE, ""), deps.clock())
    except (TokenInvalidError, TokenExpiredError):
        return None
    return device if device.account == cache_keys.account(email) else None
