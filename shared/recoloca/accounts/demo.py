"""The account that a local platform starts with; never made in AWS."""

from __future__ import annotations

from typing import Final

from recoloca.accounts import repository
from recoloca.accounts.passwords import hash_password
from recoloca.runtime.dependencies import Dependencies

EMAIL: Final = "demo@recoloca.ai"
PASSWORD: Final = "demonstracao"  # noqa: S105 (printed by `make up` for everybody to use)
NAME: Final = "Daniela Moura"


def ensure_demo_user(deps: Dependencies) -> None:
    """Make the demo account, with the premium plan and a confirmed address, unless it is there."""
    if repository.credentials(deps.db, EMAIL) is not None:
        return
    user_id, now = deps.new_id(), deps.clock()
    with deps.db.transaction():
        repository.create_user(
            deps.db,
            user_id=user_id,
            email=EMAIL,
            password_hash=hash_password(PASSWORD),
            name=NAME,
            locale="pt-BR",
            now=now,
        )
        repository.mark_verified(deps.db, user_id, now)
        repository.set_plan(deps.db, user_id, "premium")
