"""The SQL of subscriptions, and of the plan that a user gets from them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database

if TYPE_CHECKING:
    from recoloca.billing.schemas import Method, SubscriptionStatus


class PlanState(NamedTuple):
    """A user's plan and subscription. All fields except `plan` are None without a subscription."""

    plan: str
    method: Method | None
    status: SubscriptionStatus | None
    current_period_end: datetime | None
    cancel_at_period_end: bool | None


class ActiveSubscription(NamedTuple):
    id: UUID
    plan_type: str
    method: str
    provider_id: str
    current_period_end: datetime


class PlanChange(NamedTuple):
    before: str
    after: str


class PrepaidMonth(NamedTuple):
    id: UUID
    user_id: UUID


def newest_subscription(db: Database, user_id: UUID) -> PlanState | None:
    """The user's plan with the current subscription, or else the latest one. None when the user does not exist."""
    return db.row(
        PlanState,
        """
        SELECT u.plan, s.method, s.status, s.current_period_end, s.cancel_at_period_end
        FROM users u LEFT JOIN LATERAL (
            SELECT method, status, current_period_end, cancel_at_period_end FROM subscriptions
            WHERE user_id = u.id
            ORDER BY status IN ('active', 'past_due') DESC, created_at DESC LIMIT 1) s ON true
        WHERE u.id = %s
        """,
        (user_id,),
    )


def version(db: Database, provider_id: str) -> int:
    """The version of a subscription's row, which each write increases; 0 for an unknown subscription."""
    row = db.fetch_one("SELECT version FROM subscriptions WHERE provider_id = %s", (provider_id,))
    return row["version"] if row else 0


def active(db: Database, user_id: UUID) -> ActiveSubscription | None:
    """The user's active subscription; None without one."""
    return db.row(
        ActiveSubscription,
        """
        SELECT id, plan_type, method, provider_id, current_period_end FROM subscriptions
        WHERE user_id = %s AND status = 'active'
        """,
        (user_id,),
    )


def end(db: Database, subscription_id: UUID, status: str, now: datetime) -> None:
    db.execute(
        "UPDATE subscriptions SET status = %s, version = version + 1, updated_at = %s WHERE id = %s",
        (status, now, subscription_id),
    )


def save(
    db: Database,
    *,
    subscription_id: UUID,
    user_id: UUID,
    provider_id: str,
    plan: str,
    method: str,
    status: str,
    start: datetime,
    end: datetime,
    cancels: bool,
    now: datetime,
) -> None:
    """Insert a subscription, or update the one with the same `provider_id`."""
    db.execute(
        """
        INSERT INTO subscriptions AS s (id, user_id, plan_type, method, status, provider_id, current_period_start,
                                        current_period_end, cancel_at_period_end, created_at, updated_at)
        VALUES (%(id)s, %(user)s, %(plan)s, %(method)s, %(status)s, %(provider)s, %(start)s, %(end)s, %(cancels)s,
                %(now)s, %(now)s)
        ON CONFLICT (provider_id) DO UPDATE SET
            plan_type = excluded.plan_type, status = excluded.status,
            current_period_start = excluded.current_period_start, current_period_end = excluded.current_period_end,
            cancel_at_period_end = excluded.cancel_at_period_end, version = s.version + 1,
            updated_at = excluded.updated_at
        """,
        {
            "id": subscription_id,
            "user": user_id,
            "plan": plan,
            "method": method,
            "status": status,
            "provider": provider_id,
            "start": start,
            "end": end,
            "cancels": cancels,
            "now": now,
        },
    )


def settle_plan(db: Database, user_id: UUID) -> PlanChange | None:
    """Set the user's plan to the plan of the current subscription, or to `free` without one.

    Returns the change, or None when the plan was already correct. A past-due subscription keeps its plan, because
    Stripe retries a failed charge for some days.
    """
    return db.row(
        PlanChange,
        """
        UPDATE users u SET plan = o.entitled
        FROM (
            SELECT id, plan, coalesce((
                SELECT plan_type FROM subscriptions s WHERE s.user_id = users.id AND s.status IN ('active', 'past_due')
                ORDER BY s.status, s.created_at DESC LIMIT 1), 'free') AS entitled
            FROM users WHERE id = %s
        ) o
        WHERE u.id = o.id AND o.plan NOT IN ('load', o.entitled)
        RETURNING o.plan AS before, o.entitled AS after
        """,
        (user_id,),
    )


def prepaid_over(db: Database, now: datetime, limit: int) -> list[PrepaidMonth]:
    """At most `limit` active prepaid months that have expired, with their users."""
    return db.rows(
        PrepaidMonth,
        """
        SELECT id, user_id FROM subscriptions
        WHERE status = 'active' AND method = 'pix' AND current_period_end <= %s
        ORDER BY current_period_end LIMIT %s
        """,
        (now, limit),
    )


def end_prepaid(db: Database, subscription_id: UUID, now: datetime) -> bool:
    """End an expired prepaid month. Returns False when it is no longer expired, because the user paid again."""
    return bool(
        db.execute(
            """
            UPDATE subscriptions SET status = 'expired', version = version + 1, updated_at = %(now)s
            WHERE id = %(id)s AND status = 'active' AND current_period_end <= %(now)s
            """,
            {"now": now, "id": subscription_id},
        )
    )
