"""Recognises the browsers of an account's owner by a cookie (docs/adr/0106-known-devices.md).

Wrong passwords from other devices then do not delay the owner. The cookie contains a signed token for one account
(`adapters/tokens.py`). It gives no access to anything. A browser gets the cookie when it logs in, registers, renews a
session, or sets a password through a link in an e-mail.
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
    """Set the cookie that marks the browser as known for this account. A known browser keeps its device id.

    Without access to the signing key the cookie is omitted, and the request still succeeds.
    """
    if not is_browser(request):
        return
    try:
        signer = deps.token_signer
    except (UnreachableError, CredentialsUnavailableError):
        return
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
    """The name under which a rate limit on an account counts: the known device's id, or else the account's hash.

    All unknown devices share the account's hash.
    """
    known = _known(deps, request, email)
    return str(known.device_id) if known else cache_keys.account(email)


def _known(deps: Dependencies, request: Request, email: str) -> Device | None:
    try:
        device = deps.token_verifier.device(request.cookies.get(COOKIE, ""), deps.clock())
    except (TokenInvalidError, TokenExpiredError):
        return None
    return device if device.account == cache_keys.account(email) else None
