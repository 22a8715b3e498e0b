"""One-time links in mails: confirming an address, choosing a new password."""

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


def create_link(deps: Dependencies, user_id: UUID, purpose: Purpose) -> str:
    """A link for a mail, which works from now on beside earlier ones."""
    token = new_token(deps)
    keep(deps, user_id, purpose, token)
    return link(deps, purpose, token)


def new_token(deps: Dependencies) -> str:
    return base64.urlsafe_b64encode(deps.random_bytes(32)).rstrip(b"=").decode()


def link(deps: Dependencies, purpose: Purpose, token: str) -> str:
    """Its token stands in the fragment, which never reaches a server's log."""
    return f"{deps.settings.app_url}{PATH[purpose]}#token={token}"


def keep(deps: Dependencies, user_id: UUID, purpose: Purpose, token: str) -> None:
    """Make a token work beside earlier ones: whoever asks for a mail ends no link of the mailbox's owner."""
    now = deps.clock()
    repository.add_email_token(
        deps.db, token_hash=hash_token(token), user_id=user_id, purpose=purpose, now=now,
        expires_at=now + LIFETIME[purpose],
    )  # fmt: skip


def use(deps: Dependencies, token: str, purpose: Purpose) -> repository.LinkOwner:
    """Use a token up; whose it is.

    Raises:
        Problem: `LINK_INVALID`, for one that was used, is too old, or never was.
    """
    owner = repository.use_email_token(deps.db, hash_token(token), purpose, deps.clock())
    if owner is None:
        raise Problem("LINK_INVALID")
    return owner


def hash_token(token: str) -> bytes:
    """What the database knows of a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).digest()


def send_link(deps: Dependencies, email: str, purpose: Purpose, request_id: str) -> None:
    """Make the link that was asked for and have it mailed; nothing for an unknown or an already confirmed address.

    `request_id` is the asking message's: the same message twice makes one mail. Call it in a transaction.
    """
    row = repository.user_by_email(deps.db, email)
    if row is None or (purpose == "verify_email" and row.email_verified):
        return
    token = new_token(deps)
    # The token is kept only with its mail: the same message again must not end the link that was mailed.
    if notify(deps, row.id, purpose, f"{purpose}:{request_id}", {"link": link(deps, purpose, token)}):
        keep(deps, row.id, purpose, token)
