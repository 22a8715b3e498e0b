"""Rules of a user's own profile: what it shows, changing it, and confirming things about it by mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from recoloca.accounts import mail_tokens, repository
from recoloca.accounts.passwords import hash_password, verify_password
from recoloca.accounts.schemas import (
    ChangePassword,
    Profile,
    ResetPassword,
    UpdateProfile,
    User,
)
from recoloca.accounts.strength import refuse_guessable
from recoloca.adapters.tokens import Claims
from recoloca.billing import quota
from recoloca.billing.plans import PLANS
from recoloca.billing.schemas import Quotas
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem


async def get(deps: Dependencies, user_id: UUID) -> Profile:
    """The profile with what is left of the plan; the quota is read anew, the rest may come from the cache."""

    async def build() -> dict[str, Any] | None:
        row = repository.user(deps.db, user_id)
        return None if row is None else User.model_validate(row._asdict()).model_dump(mode="json")

    found = await deps.cache.get_or_set(cache_keys.profile(user_id), build, cache_keys.PROFILE_TTL)
    if found is None:
        raise Problem("AUTH_TOKEN_INVALID")
    usage = quota.usage(deps.db, user_id, PLANS[found["plan"]], deps.clock())
    return Profile(**found, quota=Quotas.of(usage))


async def update(deps: Dependencies, user_id: UUID, form: UpdateProfile) -> Profile:
    with deps.db.transaction():
        repository.update_profile(
            deps.db,
            user_id,
            name=form.name,
            locale=form.language,
            target_role=form.target_role,
            now=deps.clock(),
        )
        forget_cached(deps, user_id)
    outbox.relay(deps)
    return await get(deps, user_id)


def forget_cached(deps: Dependencies, user_id: UUID) -> None:
    """Call it in the transaction that changes the user, and `outbox.relay` after: a crash in between loses nothing."""
    outbox.publish(deps, "cache", {"keys": [cache_keys.profile(user_id)]})


def request_link(deps: Dependencies, email: str, purpose: mail_tokens.Purpose) -> None:
    """Ask for a mail with a link. Whether there is such an account is found out later, by the worker, so that
    neither this answer nor its time tells.
    """
    with deps.db.transaction():
        outbox.publish(deps, "notification", {"purpose": purpose, "email": email.strip().lower()})
    outbox.relay(deps)


async def verify_email(deps: Dependencies, token: str) -> None:
    with deps.db.transaction():
        user_id = mail_tokens.use(deps, token, "verify_email").user_id
        repository.mark_verified(deps.db, user_id, deps.clock())
        forget_cached(deps, user_id)
    outbox.relay(deps)


def reset_password(deps: Dependencies, form: ResetPassword) -> str:
    """Set a new password by a mailed link; the account's e-mail. It also proves the address and ends every session.

    Raises:
        Problem: `LINK_INVALID`; `VALIDATION_ERROR` for a password that is easily guessed, and the link still works.
    """
    now = deps.clock()
    with deps.db.transaction():
        owner = mail_tokens.use(deps, form.token, "reset_password")
        refuse_guessable("password", form.password, owner.email, owner.name)
        user_id = owner.user_id
        repository.set_password(deps.db, user_id, hash_password(form.password), address_proven_at=now)
        repository.revoke_all(deps.db, user_id, now)
        notify(deps, user_id, "password_changed", f"password_changed:{deps.new_id()}", {})
        forget_cached(deps, user_id)
    outbox.relay(deps)
    return owner.email


def change_password(deps: Dependencies, caller: Claims, form: ChangePassword) -> None:
    """Set a new password knowing the old one; every other session ends.

    Raises:
        Problem: `AUTH_INVALID_CREDENTIALS` when the current password is wrong; `VALIDATION_ERROR` for a new one that
            is easily guessed.
    """
    confirm_password(deps, caller.user_id, form.current_password)
    owner = repository.names(deps.db, caller.user_id) or repository.Names("", "")
    refuse_guessable("new_password", form.new_password, owner.email, owner.name)
    with deps.db.transaction():
        repository.set_password(deps.db, caller.user_id, hash_password(form.new_password))
        repository.revoke_all(deps.db, caller.user_id, deps.clock(), but=caller.family_id)
        notify(deps, caller.user_id, "password_changed", f"password_changed:{deps.new_id()}", {})
    outbox.relay(deps)


def confirm_password(deps: Dependencies, user_id: UUID, password: str) -> None:
    """Raises Problem `AUTH_INVALID_CREDENTIALS` unless this is the user's password."""
    if not verify_password(password, repository.password_hash(deps.db, user_id)):
        raise Problem("AUTH_INVALID_CREDENTIALS")


def logout_everywhere(deps: Dependencies, user_id: UUID) -> None:
    with deps.db.transaction():
        repository.hold(deps.db, user_id)
        repository.revoke_all(deps.db, user_id, deps.clock())
