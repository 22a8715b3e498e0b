"""The rules for a user's profile: reading and changing it, its password, and the confirmation of its e-mail address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from recoloca.accounts import mail_tokens, repository
from recoloca.accounts.passwords import hash_password, verify_password
from recoloca.accounts.schemas import (
    ChangePassword,
    ResetPassword,
    UpdateProfile,
    User,
    UserProfile,
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


async def get(deps: Dependencies, user_id: UUID) -> UserProfile:
    """The profile with the remaining quota. The quota is always current; the other fields can come from the cache.

    Raises:
        Problem: `AUTH_TOKEN_INVALID` when the account no longer exists.
    """

    async def build() -> dict[str, Any] | None:
        row = repository.user(deps.db, user_id)
        return None if row is None else User.model_validate(row._asdict()).model_dump(mode="json")

    found = await deps.cache.get_or_set(cache_keys.profile(user_id), build, cache_keys.PROFILE_TTL)
    if found is None:
        raise Problem("AUTH_TOKEN_INVALID")
    usage = quota.usage(deps.db, user_id, PLANS[found["plan"]], deps.clock())
    return UserProfile(**found, quota=Quotas.of(usage))


async def update(deps: Dependencies, user_id: UUID, form: UpdateProfile) -> UserProfile:
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
    """Delete the cached profile, through a message of the outbox.

    Call it in the transaction that changes the user, and call `outbox.relay` after the transaction.
    """
    outbox.publish(deps, "cache", {"keys": [cache_keys.profile(user_id)]})


def request_link(deps: Dependencies, email: str, purpose: mail_tokens.Purpose) -> None:
    """Request an e-mail with a link. A worker later checks whether the account exists.

    Neither the response nor its duration therefore shows whether an address has an account.
    """
    with deps.db.transaction():
        outbox.publish(deps, "notification", {"purpose": purpose, "email": email.strip().lower()})
    outbox.relay(deps)


async def verify_email(deps: Dependencies, token: str) -> None:
    """Confirm the user's e-mail address with the token of a link.

    Raises:
        Problem: `LINK_INVALID`.
    """
    with deps.db.transaction():
        user_id = mail_tokens.use(deps, token, "verify_email").user_id
        repository.mark_verified(deps.db, user_id, deps.clock())
        forget_cached(deps, user_id)
    outbox.relay(deps)


def reset_password(deps: Dependencies, form: ResetPassword) -> str:
    """Set a new password with the token of a link. Returns the e-mail address of the account.

    It also confirms the address and ends all sessions.

    Raises:
        Problem: `LINK_INVALID`; `VALIDATION_ERROR` for a password that is easy to guess. The link then stays valid.
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
    """Set a new password after a check of the current one. All other sessions end.

    Raises:
        Problem: `AUTH_INVALID_CREDENTIALS` when the current password is wrong; `VALIDATION_ERROR` when the new password
            is easy to guess.
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
    """Check the user's password.

    Raises:
        Problem: `AUTH_INVALID_CREDENTIALS` when the password is wrong.
    """
    if not verify_password(password, repository.password_hash(deps.db, user_id)):
        raise Problem("AUTH_INVALID_CREDENTIALS")


def logout_everywhere(deps: Dependencies, user_id: UUID) -> None:
    """End all sessions of the user. Access tokens stay valid until they expire (15 minutes at most)."""
    with deps.db.transaction():
        repository.hold(deps.db, user_id)
        repository.revoke_all(deps.db, user_id, deps.clock())
