"""The SQL of users, profiles, refresh tokens and one-time links."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, UniqueViolation


class EmailTakenError(Exception):
    """Another account has this e-mail address."""


def create_user(
    db: Database, *, user_id: UUID, email: str, password_hash: str, name: str, locale: str, now: datetime
) -> None:
    """Insert a user and the user's profile. Call it in a transaction.

    Raises:
        EmailTakenError: another account has this e-mail address.
    """
    try:
        with db.transaction():
            db.execute(
                """
                WITH made AS (
                    INSERT INTO users (id, email, password_hash, created_at, last_login)
                    VALUES (%(id)s, %(email)s, %(password_hash)s, %(now)s, %(now)s) RETURNING id
                )
                INSERT INTO profiles (user_id, name, locale, updated_at)
                SELECT id, %(name)s, %(locale)s, %(now)s FROM made
                """,
                {
                    "id": user_id,
                    "email": email,
                    "password_hash": password_hash,
                    "name": name,
                    "locale": locale,
                    "now": now,
                },
            )
    except UniqueViolation:
        raise EmailTakenError from None


class CredentialsRow(NamedTuple):
    id: UUID
    password_hash: str


class UserRow(NamedTuple):
    """An account with its profile."""

    id: UUID
    email: str
    plan: str
    created_at: datetime
    email_verified: bool
    name: str
    language: str
    target_role: str | None


class AddressOwner(NamedTuple):
    id: UUID
    email_verified: bool


class TokenOwner(NamedTuple):
    """The user and the session (`family_id`) of a refresh token."""

    family_id: UUID
    user_id: UUID


class RefreshTokenRow(NamedTuple):
    family_id: UUID
    user_id: UUID
    expires_at: datetime
    rotated_at: datetime | None
    revoked_at: datetime | None


class Names(NamedTuple):
    email: str
    name: str


class LinkOwner(NamedTuple):
    """The user of a one-time link."""

    user_id: UUID
    email: str
    name: str


class ActiveUser(NamedTuple):
    id: UUID
    plan: str
    last_login: datetime
    analyses: int


def credentials(db: Database, email: str) -> CredentialsRow | None:
    """The id and the password hash of the account with this e-mail address; None without an account."""
    return db.row(CredentialsRow, "SELECT id, password_hash FROM users WHERE email = %s", (email,))


def user(db: Database, user_id: UUID) -> UserRow | None:
    """A user with the fields that the API shows; None when the user does not exist."""
    return db.row(
        UserRow,
        """
        SELECT u.id, u.email, u.plan, u.created_at, u.email_verified_at IS NOT NULL AS email_verified,
               p.name, p.locale AS language, p.target_role
        FROM users u JOIN profiles p ON p.user_id = u.id
        WHERE u.id = %s
        """,
        (user_id,),
    )


def user_by_email(db: Database, email: str) -> AddressOwner | None:
    """The id of the account with this e-mail address, and whether the address is confirmed; None without an account."""
    return db.row(
        AddressOwner,
        "SELECT id, email_verified_at IS NOT NULL AS email_verified FROM users WHERE email = %s",
        (email,),
    )


def record_login(db: Database, user_id: UUID, verified: str, now: datetime, new_hash: str | None) -> bool:
    """Store the time of the login, and lock the user's row until the transaction ends.

    `new_hash` (if not None) replaces a hash with older parameters. Returns False when the stored hash is no longer
    `verified`, because the password was changed since its check.
    """
    return bool(
        db.execute(
            """
            UPDATE users SET last_login = %s, password_hash = coalesce(%s, password_hash)
            WHERE id = %s AND password_hash = %s
            """,
            (now, new_hash, user_id, verified),
        )
    )


def add_refresh_token(
    db: Database, *, token_hash: bytes, family_id: UUID, user_id: UUID, now: datetime, expires_at: datetime
) -> None:
    db.execute(
        """
        INSERT INTO refresh_tokens (token_hash, family_id, user_id, issued_at, expires_at)
        VALUES (%s, %s, %s, %s, %s)
        """,
        (token_hash, family_id, user_id, now, expires_at),
    )


def hold(db: Database, user_id: UUID) -> None:
    """Lock the user's row until the transaction ends.

    It waits for concurrent logins and renewals of this user, and later ones wait for this transaction.
    """
    db.execute("SELECT id FROM users WHERE id = %s FOR NO KEY UPDATE", (user_id,))


def hold_owner(db: Database, token_hash: bytes) -> None:
    """Lock the row of the user to whom a refresh token belongs, as `hold` does."""
    db.execute(
        """
        SELECT u.id FROM refresh_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = %s FOR NO KEY UPDATE OF u
        """,
        (token_hash,),
    )


def rotate_refresh_token(db: Database, token_hash: bytes, now: datetime) -> TokenOwner | None:
    """Mark a refresh token as rotated and return its owner; None when the token is unknown or no longer valid."""
    return db.row(
        TokenOwner,
        """
        UPDATE refresh_tokens SET rotated_at = %(now)s
        WHERE token_hash = %(hash)s AND rotated_at IS NULL AND revoked_at IS NULL AND expires_at > %(now)s
        RETURNING family_id, user_id
        """,
        {"now": now, "hash": token_hash},
    )


def refresh_token(db: Database, token_hash: bytes) -> RefreshTokenRow | None:
    return db.row(
        RefreshTokenRow,
        "SELECT family_id, user_id, expires_at, rotated_at, revoked_at FROM refresh_tokens WHERE token_hash = %s",
        (token_hash,),
    )


def revoke_family(db: Database, family_id: UUID, now: datetime) -> int:
    """Revoke all tokens of one session. Returns the number of revoked tokens.

    Call it in a transaction that called `hold`, so that no concurrent renewal adds a token that is not revoked.
    """
    return db.execute(
        "UPDATE refresh_tokens SET revoked_at = %s WHERE family_id = %s AND revoked_at IS NULL",
        (now, family_id),
    )


def revoke_all(db: Database, user_id: UUID, now: datetime, *, but: UUID | None = None) -> int:
    """Revoke the tokens of all sessions of a user except the session `but`. Returns the number of revoked tokens.

    Call it in a transaction that called `hold`.
    """
    return db.execute(
        """
        UPDATE refresh_tokens SET revoked_at = %(now)s
        WHERE user_id = %(user)s AND revoked_at IS NULL AND family_id IS DISTINCT FROM %(but)s::uuid
        """,
        {"now": now, "user": user_id, "but": but},
    )


def names(db: Database, user_id: UUID) -> Names | None:
    """The user's e-mail address and name; None when the user does not exist."""
    return db.row(
        Names,
        "SELECT u.email, p.name FROM users u JOIN profiles p ON p.user_id = u.id WHERE u.id = %s",
        (user_id,),
    )


def password_hash(db: Database, user_id: UUID) -> str | None:
    row = db.fetch_one("SELECT password_hash FROM users WHERE id = %s", (user_id,))
    return row["password_hash"] if row else None


def set_password(
    db: Database, user_id: UUID, hashed: str, *, address_proven_at: datetime | None = None
) -> None:
    """Store a new password hash, and lock the user's row until the transaction ends.

    `address_proven_at` also confirms the e-mail address. It is set when the user followed a link in an e-mail.
    """
    db.execute(
        """
        UPDATE users SET password_hash = %s, email_verified_at = coalesce(email_verified_at, %s::timestamptz)
        WHERE id = %s
        """,
        (hashed, address_proven_at, user_id),
    )


def mark_verified(db: Database, user_id: UUID, now: datetime) -> None:
    """Store when the e-mail address was confirmed. A second call does not change the time."""
    db.execute(
        "UPDATE users SET email_verified_at = coalesce(email_verified_at, %s) WHERE id = %s", (now, user_id)
    )


def update_profile(
    db: Database,
    user_id: UUID,
    *,
    name: str | None,
    locale: str | None,
    target_role: str | None,
    now: datetime,
) -> None:
    """Update the columns whose argument is not None. An empty `target_role` removes the target role."""
    db.execute(
        """
        UPDATE profiles
        SET name = coalesce(%(name)s, name), locale = coalesce(%(locale)s, locale),
            target_role = nullif(coalesce(%(role)s, target_role), ''), updated_at = %(now)s
        WHERE user_id = %(user)s
        """,
        {"name": name, "locale": locale, "role": target_role, "now": now, "user": user_id},
    )


def add_email_token(
    db: Database, *, token_hash: bytes, user_id: UUID, purpose: str, now: datetime, expires_at: datetime
) -> None:
    """Store a one-time token. Earlier tokens stay valid until they expire or one of the same purpose is used."""
    db.execute(
        """
        INSERT INTO email_tokens (token_hash, user_id, purpose, created_at, expires_at) VALUES (%s, %s, %s, %s, %s)
        """,
        (token_hash, user_id, purpose, now, expires_at),
    )


def use_email_token(db: Database, token_hash: bytes, purpose: str, now: datetime) -> LinkOwner | None:
    """Mark a token as used, delete the user's other tokens of the same purpose, and return the owner.

    Returns None when the token is unknown, used or expired.
    """
    return db.row(
        LinkOwner,
        """
        WITH used AS (
            UPDATE email_tokens SET used_at = %(now)s
            WHERE token_hash = %(hash)s AND purpose = %(purpose)s AND used_at IS NULL AND expires_at > %(now)s
            RETURNING user_id
        ), ended AS (
            DELETE FROM email_tokens t USING used
            WHERE t.user_id = used.user_id AND t.purpose = %(purpose)s AND t.token_hash <> %(hash)s
        )
        SELECT used.user_id, u.email, p.name
        FROM used JOIN users u ON u.id = used.user_id JOIN profiles p ON p.user_id = u.id
        """,
        {"now": now, "hash": token_hash, "purpose": purpose},
    )


def forget_email_tokens(db: Database, before: datetime) -> int:
    """Delete the links that expired or were used earlier than `before`. Returns their number."""
    return db.execute(
        "DELETE FROM email_tokens WHERE expires_at < %(at)s OR used_at < %(at)s", {"at": before}
    )


def forget_refresh_tokens(db: Database, before: datetime) -> int:
    """Delete the refresh tokens that expired or were revoked earlier than `before`. Returns their number.

    A rotated token is kept until it expires, because its reuse shows that it was stolen.
    """
    return db.execute(
        "DELETE FROM refresh_tokens WHERE expires_at < %(at)s OR revoked_at < %(at)s", {"at": before}
    )


def set_plan(db: Database, user_id: UUID, plan: str) -> None:
    db.execute("UPDATE users SET plan = %s WHERE id = %s", (plan, user_id))


def recently_active(db: Database, since: datetime, limit: int) -> list[ActiveUser]:
    """At most `limit` users who uploaded a CV since `since`, latest login first, with the number of their uploads."""
    return db.rows(
        ActiveUser,
        """
        SELECT u.id, u.plan, u.last_login,
               (SELECT count(*) FROM cv_analyses a WHERE a.user_id = u.id AND a.created_at >= %(since)s) AS analyses
        FROM users u
        WHERE EXISTS (SELECT 1 FROM cv_analyses a WHERE a.user_id = u.id AND a.created_at >= %(since)s)
        ORDER BY u.last_login DESC, u.id DESC
        LIMIT %(limit)s
        """,
        {"since": since, "limit": limit},
    )
