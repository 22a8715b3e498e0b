"""The rules for registration, login, and sessions with rotating refresh tokens."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Final

from aws_lambda_powertools import Logger

from recoloca.accounts import repository
from recoloca.accounts.passwords import hash_password, needs_rehash, verify_password
from recoloca.accounts.schemas import Login, Register, Session, User
from recoloca.accounts.strength import refuse_guessable
from recoloca.adapters.aws import UnreachableError
from recoloca.adapters.aws_credentials import CredentialsUnavailableError
from recoloca.adapters.tokens import LIFETIME, Claims, TokenSigner
from recoloca.consents import service as consents
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem

SESSION_LIFETIME: Final = timedelta(days=30)
"""The lifetime of a refresh token. Each rotation issues a token with the full lifetime."""

ROTATION_GRACE: Final = timedelta(seconds=10)
"""A token that is reused within this time after its rotation is a retry of a client that lost the response.

A later reuse means that the token was stolen (docs/threat-model.md).
"""

logger = Logger(child=True)


def register(deps: Dependencies, form: Register) -> Session:
    """Create an account and log it in.

    Raises:
        Problem: `EMAIL_TAKEN`; `VALIDATION_ERROR` for a password that is easy to guess; `CONFLICT` when `terms_version`
            is not the current version; `SERVICE_UNAVAILABLE` when the signing key cannot be read.
    """
    refuse_guessable("password", form.password, form.email, form.name)
    signer = _signer(deps)
    now, user_id = deps.clock(), deps.new_id()
    try:
        with deps.db.transaction():
            repository.create_user(
                deps.db,
                user_id=user_id,
                email=form.email,
                password_hash=hash_password(form.password),
                name=form.name,
                locale=form.language,
                now=now,
            )
            if form.terms_version is not None:
                consents.agree_to_terms(deps, user_id, form.terms_version)
            notify(deps, user_id, "welcome", f"welcome:{user_id}", {})
            outbox.publish(deps, "notification", {"purpose": "verify_email", "email": form.email})
    except repository.EmailTakenError:
        raise Problem("EMAIL_TAKEN") from None
    outbox.relay(deps)
    return _open_session(deps, signer, Claims(user_id, deps.new_id()), now)


def login(deps: Dependencies, form: Login) -> Session:
    """Log in. The response and its duration are the same for a wrong password and an unknown account.

    Raises:
        Problem: `AUTH_INVALID_CREDENTIALS`; `SERVICE_UNAVAILABLE` when the signing key cannot be read.
    """
    signer = _signer(deps)
    row = repository.credentials(deps.db, form.email.strip().lower())
    if not verify_password(form.password, row.password_hash if row else None) or row is None:
        raise Problem("AUTH_INVALID_CREDENTIALS")
    now, verified = deps.clock(), row.password_hash
    new_hash = hash_password(form.password) if needs_rehash(verified) else None
    with deps.db.transaction():
        if not repository.record_login(deps.db, row.id, verified, now, new_hash):
            raise Problem("AUTH_INVALID_CREDENTIALS")
        return _open_session(deps, signer, Claims(row.id, deps.new_id()), now)


def refresh(deps: Dependencies, token: str | None) -> Session:
    """Renew a session: rotate its refresh token and issue a new access token.

    The reuse of a rotated token after `ROTATION_GRACE` revokes all tokens of its session.

    Raises:
        Problem: `AUTH_REQUIRED` without a token; `AUTH_TOKEN_EXPIRED` when the token is unknown, expired, revoked or
            reused; `SERVICE_UNAVAILABLE` when the signing key cannot be read.
    """
    if not token:
        raise Problem("AUTH_REQUIRED")
    signer = _signer(deps)
    now, hashed = deps.clock(), _hash(token)
    with deps.db.transaction():
        repository.hold_owner(deps.db, hashed)
        row = repository.rotate_refresh_token(deps.db, hashed, now)
        if row is None:
            row = _retried_or_stolen(deps, hashed, now)
        if row is not None:
            return _open_session(deps, signer, Claims(row.user_id, row.family_id), now)
    raise Problem("AUTH_TOKEN_EXPIRED")


def logout(deps: Dependencies, token: str | None) -> None:
    """End the session of a refresh token. An unknown or missing token is no error."""
    row = repository.refresh_token(deps.db, _hash(token)) if token else None
    if row is not None:
        with deps.db.transaction():
            repository.hold(deps.db, row.user_id)
            repository.revoke_family(deps.db, row.family_id, deps.clock())


def _retried_or_stolen(deps: Dependencies, hashed: bytes, now: datetime) -> repository.TokenOwner | None:
    """The owner of a token that a client sent again within `ROTATION_GRACE`, else None.

    A later reuse revokes the whole session. The caller must commit its transaction even when the result is None.
    """
    row = repository.refresh_token(deps.db, hashed)
    if row is None or row.revoked_at or row.expires_at <= now or row.rotated_at is None:
        return None
    if now - row.rotated_at > ROTATION_GRACE:
        repository.revoke_family(deps.db, row.family_id, now)
        logger.warning("refresh token reused, family revoked", extra={"family_id": str(row.family_id)})
        return None
    return repository.TokenOwner(row.family_id, row.user_id)


def _signer(deps: Dependencies) -> TokenSigner:
    """The signer of access tokens. Call it before any change of data, because a new environment must fetch the key.

    Raises:
        Problem: `SERVICE_UNAVAILABLE` when the key cannot be read. Nothing has changed, so a retry is safe.
    """
    try:
        return deps.token_signer
    except (UnreachableError, CredentialsUnavailableError):
        logger.warning("signing key out of reach")
        raise Problem("SERVICE_UNAVAILABLE", headers={"retry-after": "2"}) from None


def _open_session(deps: Dependencies, signer: TokenSigner, claims: Claims, now: datetime) -> Session:
    token = base64.urlsafe_b64encode(deps.random_bytes(32)).rstrip(b"=").decode()
    repository.add_refresh_token(
        deps.db,
        token_hash=_hash(token),
        family_id=claims.family_id,
        user_id=claims.user_id,
        now=now,
        expires_at=now + SESSION_LIFETIME,
    )
    row = repository.user(deps.db, claims.user_id)
    if row is None:
        raise Problem("AUTH_TOKEN_EXPIRED")
    return Session(
        access_token=signer.sign(claims, now),
        refresh_token=token,
        expires_in=int(LIFETIME.total_seconds()),
        user=User.model_validate(row._asdict()),
    )


def _hash(token: str) -> bytes:
    """The SHA-256 of a refresh token, which the database stores. A token of 256 random bits needs no salt."""
    return hashlib.sha256(token.encode()).digest()
