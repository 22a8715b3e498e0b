"""Creates the demo account in the database of a local platform."""

from __future__ import annotations

from typing import Final

from recoloca.accounts import repository
from recoloca.accounts.passwords import hash_password
from recoloca.cli.demo import EMAIL, PASSWORD
from recoloca.cvs import repository as cvs
from recoloca.runtime.dependencies import Dependencies

NAME: Final = "Daniela Moura"


def ensure_demo_user(deps: Dependencies) -> bool:
    """Create the demo account with the premium plan and a confirmed address, if it is missing.

    Returns True when the account has no analysis: then `content.fill` should make its content.
    """
    found = repository.credentials(deps.db, EMAIL)
    if found is not None:
        page = cvs.page(deps.db, found.id, words=None, before=None, status=None, limit=1)
        return not page
    _create(deps)
    return True


def _create(deps: Dependencies) -> None:
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
