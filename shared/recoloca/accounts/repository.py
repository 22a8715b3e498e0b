"""SQL of users, profiles and refresh tokens."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, UniqueViolation


class EmailTakenError(Exception):
    """Another account has this e-mail."""


def create_user(
    db: Database, *, user_id: UUID, email: str, password_hash: str, name: str, locale: str, now: datetime
) -> None:
    """Add a user and its profile; call it in a transaction.

    Raises:
        EmailTakenError: another account has this e-mail.
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


class Credentials(NamedTuple):
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
    """Whose refresh token it is, and of which session."""

    family_id: UUID
    user_id: UUID


class RefreshToken(NamedTuple):
    family_id: UUID
    user_id: UUID
    expires_at: datetime
    rotated_at: datetime | None
    revoked_at: datetime | None


class Names(NamedTuple):
    email: str
    name: str


class LinkOwner(NamedTuple):
    """Whose one-time link it is."""

    user_id: UUID
    email: str
    name: str


class ActiveUser(NamedTuple):
    id: UUID
    plan: str
    last_login: datetime
    analyses: int


def credentials(db: Database, email: str) -> Credentials | None:
    """`id` and `password_hash` of the account with this e-mail."""
    return db.row(Credentials, "SELECT id, password_hash FROM users WHERE email = %s", (email,))


def user(db: Database, user_id: UUID) -> UserRow | None:
    """A user as the API shows it."""
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
    """`id` and whether the address is confirmed."""
    return db.row(
        AddressOwner,
        "SELECT id, email_verified_at IS NOT NULL AS email_verified FROM users WHERE email = %s",
        (email,),
    )


def record_login(db: Database, user_id: UUID, verified: str, now: datetime, new_hash: str | None) -> bool:
    """Note the login and hold the user until the transaction ends; `new_hash` replaces a hash made with older
    parameters. False when the password is not (any more) the one whose hash was `verified`.
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
    """Wait for whoever is signing in as this user, and let nobody else begin until the transaction ends."""
    db.execute("SELECT id FROM users WHERE id = %s FOR NO KEY UPDATE", (user_id,))


def hold_owner(db: Database, token_hash: bytes) -> None:
    """As `hold`, the user whose token it is."""
    db.execute(
        """
        SELECT u.id FROM refresh_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = %s FOR NO KEY UPDATE OF u
        """,
        (token_hash,),
    )


def rotate_refresh_token(db: Database, token_hash: bytes, now: datetime) -> TokenOwner | None:
    """Use a token up; its `family_id` and `user_id`, or None when it is not (any more) usable."""
    return db.row(
        TokenOwner,
        """
        UPDATE refresh_tokens SET rotated_at = %(now)s
        WHERE token_hash = %(hash)s AND rotated_at IS NULL AND revoked_at IS NULL AND expires_at > %(now)s
        RETURNING family_id, user_id
        """,
        {"now": now, "hash": token_hash},
    )


def refresh_token(db: Database, token_hash: bytes) -> RefreshToken | None:
    return db.row(
        RefreshToken,
        "SELECT family_id, user_id, expires_at, rotated_at, revoked_at FROM refresh_tokens WHERE token_hash = %s",
        (token_hash,),
    )


def revoke_family(db: Database, family_id: UUID, now: datetime) -> int:
    """End one session; call it in a transaction that holds its user, or a token added meanwhile is missed."""
    return db.execute(
        "UPDATE refresh_tokens SET revoked_at = %s WHERE family_id = %s AND revoked_at IS NULL",
        (now, family_id),
    )


def revoke_all(db: Database, user_id: UUID, now: datetime, *, but: UUID | None = None) -> int:
    """End every session of a user, all but the family `but`; call it in a transaction that holds the user."""
    return db.execute(
        """
        UPDATE refresh_tokens SET revoked_at = %(now)s
        WHERE user_id = %(user)s AND revoked_at IS NULL AND family_id IS DISTINCT FROM %(but)s::uuid
        """,
        {"now": now, "user": user_id, "but": but},
    )


def names(db: Database, user_id: UUID) -> Names | None:
    """What a user is called; None when the user is gone."""
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
    """Change a password and hold the user; when a mailed link led to it, the address is proven too."""
    db.execute(
        """
        UPDATE users SET password_hash = %s, email_verified_at = coalesce(email_verified_at, %s::timestamptz)
        WHERE id = %s
        """,
        (hashed, address_proven_at, user_id),
    )


def mark_verified(db: Database, user_id: UUID, now: datetime) -> None:
    """Note that the address works; the first time counts."""
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
    """Change what is not None; an empty `target_role` removes it."""
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
    """Keep a one-time token; earlier ones go on working until one is used or their time is over."""
    db.execute(
        """
        INSERT INTO email_tokens (token_hash, user_id, purpose, created_at, expires_at) VALUES (%s, %s, %s, %s, %s)
        """,
        (token_hash, user_id, purpose, now, expires_at),
    )


def use_email_token(db: Database, token_hash: bytes, purpose: str, now: datetime) -> LinkOwner | None:
    """Use a token up, and end the others of its purpose; None when it does not work."""
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
    """Remove links that stopped working before a moment; how many."""
    return db.execute(
        "DELETE FROM email_tokens WHERE expires_at < %(at)s OR used_at < %(at)s", {"at": before}
    )


def forget_refresh_tokens(db: Database, before: datetime) -> int:
    """Remove tokens that expired or were revoked before a moment; how many.

    A rotated one stays until it expires: its replay is how theft is noticed.
    """
    return db.execute(
        "DELETE FROM refresh_tokens WHERE expires_at < %(at)s OR revoked_at < %(at)s", {"at": before}
    )


def set_plan(db: Database, user_id: UUID, plan: str) -> None:
    db.execute("UPDATE users SET plan = %s WHERE id = %s", (plan, user_id))


def recently_active(db: Database, since: datetime, limit: int) -> list[ActiveUser]:
    """At most `limit` users who sent a CV since a moment, the latest login first, with the number of those CVs."""
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
