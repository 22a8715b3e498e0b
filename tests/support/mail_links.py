"""Links of e-mails, as the product makes them in two steps."""

from __future__ import annotations

from uuid import UUID

from recoloca.accounts import mail_tokens
from recoloca.runtime.dependencies import Dependencies


def create_link(deps: Dependencies, user_id: UUID, purpose: mail_tokens.Purpose) -> str:
    """A stored link. Earlier links stay valid."""
    token = mail_tokens.new_token(deps)
    mail_tokens.keep(deps, user_id, purpose, token)
    return mail_tokens.link(deps, purpose, token)
