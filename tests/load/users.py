"""The users of the load test: one for each virtual user, on the quota-free `load` plan, with tokens made beforehand."""

from __future__ import annotations

from uuid import UUID

from recoloca.accounts import repository
from recoloca.accounts.passwords import hash_password
from recoloca.adapters.tokens import Claims
from recoloca.runtime.dependencies import Dependencies

PLAN = "load"


def ensure_load_users(deps: Dependencies, count: int) -> list[UUID]:
    """The ids of `count` load users. Missing ones are created, and nobody can log in as one."""
    unusable = hash_password(deps.random_bytes(32).hex())
    found = []
    for number in range(count):
        email = f"load-{number:04}@load.recoloca.ai"
        row = repository.user_by_email(deps.db, email)
        found.append(row.id if row else _create(deps, email, unusable, number))
    return found


def access_tokens(deps: Dependencies, user_ids: list[UUID]) -> list[str]:
    """An access token for each user, valid for 15 minutes."""
    now = deps.clock()
    return [deps.token_signer.sign(Claims(user_id, deps.new_id()), now) for user_id in user_ids]


def _create(deps: Dependencies, email: str, password_hash: str, number: int) -> UUID:
    user_id, now = deps.new_id(), deps.clock()
    with deps.db.transaction():
        repository.create_user(
            deps.db,
            user_id=user_id,
            email=email,
            password_hash=password_hash,
            name=f"Carga {number}",
            locale="pt-BR",
            now=now,
        )
        repository.set_plan(deps.db, user_id, PLAN)
    return user_id
