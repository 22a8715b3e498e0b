"""The SQL of users as customers of Stripe."""

from __future__ import annotations

from typing import NamedTuple, TypedDict
from uuid import UUID

from recoloca.adapters.postgres import Database


class CurrentSubscription(TypedDict):
    """A subscription as JSON. `current_period_end` is a time in RFC 3339."""

    plan_type: str
    method: str
    status: str
    current_period_end: str


class Buyer(NamedTuple):
    """A user who buys. `subscription` is the active or past-due subscription; None without one."""

    email: str
    plan: str
    stripe_customer_id: str | None
    name: str
    subscription: CurrentSubscription | None


def buyer(db: Database, user_id: UUID) -> Buyer | None:
    """The user with the current subscription; None when the user does not exist."""
    return db.row(
        Buyer,
        """
        SELECT u.email, u.plan, u.stripe_customer_id, p.name,
               (SELECT to_jsonb(s) FROM (
                    SELECT plan_type, method, status, current_period_end FROM subscriptions
                    WHERE user_id = u.id AND status IN ('active', 'past_due')
                    ORDER BY status, created_at DESC LIMIT 1) s) AS subscription
        FROM users u JOIN profiles p ON p.user_id = u.id
        WHERE u.id = %s
        """,
        (user_id,),
    )


def set_customer(db: Database, user_id: UUID, customer_id: str) -> bool:
    """Store the user's customer id. Returns False when the user does not exist."""
    return bool(db.execute("UPDATE users SET stripe_customer_id = %s WHERE id = %s", (customer_id, user_id)))


def lock_owner(db: Database, customer_id: str) -> UUID | None:
    """The user of a customer id; None when there is no such user.

    The row is locked until the transaction ends, so that changes of one user's plan do not run concurrently.
    """
    row = db.fetch_one("SELECT id FROM users WHERE stripe_customer_id = %s FOR UPDATE", (customer_id,))
    return row["id"] if row else None


def lock_user(db: Database, user_id: UUID) -> None:
    """Lock the user's row until the transaction ends, as `lock_owner` does."""
    db.fetch_one("SELECT id FROM users WHERE id = %s FOR UPDATE", (user_id,))
