"""SQL of buyers: who they are at Stripe's."""

from __future__ import annotations

from typing import NamedTuple, TypedDict
from uuid import UUID

from recoloca.adapters.postgres import Database


class CurrentSubscription(TypedDict):
    """JSON: `current_period_end` is RFC 3339."""

    plan_type: str
    method: str
    status: str
    current_period_end: str


class Buyer(NamedTuple):
    """`subscription` is the one in force; None without one."""

    email: str
    plan: str
    stripe_customer_id: str | None
    name: str
    subscription: CurrentSubscription | None


def buyer(db: Database, user_id: UUID) -> Buyer | None:
    """Who buys, with the subscription in force (`subscription` null without one)."""
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
    """False when the user is gone."""
    return bool(db.execute("UPDATE users SET stripe_customer_id = %s WHERE id = %s", (customer_id, user_id)))


def lock_owner(db: Database, customer_id: str) -> UUID | None:
    """The user behind a customer, locked: changes of one user's plan happen one after another."""
    row = db.fetch_one("SELECT id FROM users WHERE stripe_customer_id = %s FOR UPDATE", (customer_id,))
    return row["id"] if row else None


def lock_user(db: Database, user_id: UUID) -> None:
    db.fetch_one("SELECT id FROM users WHERE id = %s FOR UPDATE", (user_id,))
