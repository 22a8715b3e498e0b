"""The HttpOnly cookie in which a browser keeps its refresh token, so that JavaScript cannot read it."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from recoloca.accounts.schemas import Session
from recoloca.accounts.service import SESSION_LIFETIME

COOKIE: Final = "recoloca_refresh"
PATH: Final = "/api/auth"
CLIENT_HEADER: Final = "x-client"
"""The cookie is accepted only with the header `X-Client: browser`. A cross-site form cannot send it (CSRF)."""


def is_browser(request: Request) -> bool:
    return request.headers.get(CLIENT_HEADER) == "browser"


def answer_session(request: Request, response: Response, session: Session) -> Session:
    """The session for the response body. A browser gets its refresh token in the cookie, and not in the body."""
    if not is_browser(request) or session.refresh_token is None:
        return session
    response.set_cookie(
        COOKIE,
        session.refresh_token,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path=PATH,
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return session.model_copy(update={"refresh_token": None})


def refresh_token_of(request: Request, sent: str | None) -> str | None:
    """The refresh token from the body (`sent`), or for a browser from the cookie; None when both are missing."""
    return sent or (request.cookies.get(COOKIE) if is_browser(request) else None)


def forget(response: Response) -> None:
    """Delete the cookie in the browser."""
    response.delete_cookie(COOKIE, path=PATH, secure=True, httponly=True, samesite="strict")
