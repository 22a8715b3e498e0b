"""One-time links in e-mails. They confirm an e-mail address or allow the user to set a new password."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

from recoloca.accounts import repository
from recoloca.notifications.service import notify
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem

Purpose = Literal["verify_email", "reset_password"]

LIFETIME: Final[dict[Purpose, timedelta]] = {
    "verify_email": timedelta(days=7),
    "reset_password": timedelta(hours=1),
}
PATH: Final[dict[Purpose, str]] = {"verify_email": "/verificar-email", "reset_password": "/nova-senha"}


def new_token(deps: Dependencies) -> str:
    """A random token of 256 bits in base64url."""
    return base64.urlsafe_b64encode(deps.random_bytes(32)).rstrip(b"=").decode()


def link(deps: Dependencies, purpose: Purpose, token: str) -> str:
    """The URL of a link. The token is in the URL's fragment, so that it does not reach the log of a server."""
    return f"{deps.settings.app_url}{PATH[purpose]}#token={token}"


def keep(deps: Dependencies, user_id: UUID, purpose: Purpose, token: str) -> None:
    """Store a token. Earlier tokens stay valid.

    Any caller can request an e-mail for an address. Such a request must not invalidate a link of the address's owner.
    """
    now = deps.clock()
    repository.add_email_token(
        deps.db, token_hash=hash_token(token), user_id=user_id, purpose=purpose, now=now,
        expires_at=now + LIFETIME[purpose],
    )  # fmt: skip


def use(deps: Dependencies, token: str, purpose: Purpose) -> repository.LinkOwner:
    """Mark a token as used, and return its owner.

    Raises:
        Problem: `LINK_INVALID` when the token was used, has expired or never existed.
    """
    owner = repository.use_email_token(deps.db, hash_token(token), purpose, deps.clock())
    if owner is None:
        raise Problem("LINK_INVALID")
    return owner


def hash_token(token: str) -> bytes:
    """The SHA-256 of a token, which the database stores. A token of 256 random bits needs no salt."""
    return hashlib.sha256(token.encode()).digest()


def send_link(deps: Dependencies, email: str, purpose: Purpose, request_id: str) -> None:
    """Create a link and send it by e-mail. Call it in a transaction.

    Nothing is sent to an unknown address, and no `verify_email` link to a confirmed address. `request_id` is the id of
    the queue message. A redelivered message sends no second e-mail.
    """
    row = repository.user_by_email(deps.db, email)
    if row is None or (purpose == "verify_email" and row.email_verified):
        return
    token = new_token(deps)
    # A redelivered message creates no notification. Then its new token is not stored either.
    if notify(deps, row.id, purpose, f"{purpose}:{request_id}", {"link": link(deps, purpose, token)}):
        keep(deps, row.id, purpose, token)
