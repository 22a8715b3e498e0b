"""SQL of subscriptions, payments and Stripe's events."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from recoloca.adapters.postgres import Database, Row


def buyer(db: Database, user_id: UUID) -> Row | None:
    """Who buys, with the subscription in force (`subscription` null without one)."""
    return db.fetch_one(
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


def newest_subscription(db: Database, user_id: UUID) -> Row | None:
    """The user's plan with the subscription in force, or else the last one (its columns null without any)."""
    return db.fetch_one(
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


def payments_page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[Row]:
    created_at, identifier = before or (None, None)
    return db.fetch_all(
        """
        SELECT id, plan_type AS plan, method, status, amount_cents, currency, invoice_url, created_at
        FROM payments
        WHERE user_id = %(user)s
          AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        """,
        {"user": user_id, "at": created_at, "id": identifier, "limit": limit},
    )


def receive_event(
    db: Database, *, event_id: str, type_: str, object_id: str, created_at: datetime, now: datetime
) -> bool:
    """Put an event into the inbox; False when it is there already."""
    return bool(
        db.execute(
            """
            INSERT INTO stripe_events (id, type, object_id, created_at, received_at) VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (id) DO NOTHING
            """,
            (event_id, type_, object_id, created_at, now),
        )
    )


def open_event(db: Database, event_id: str) -> Row | None:
    """An event that has not been worked on; None for one that has, or that never came."""
    return db.fetch_one(
        "SELECT type, object_id, created_at FROM stripe_events WHERE id = %s AND processed_at IS NULL",
        (event_id,),
    )


def close_event(db: Database, event_id: str, now: datetime) -> bool:
    """Mark an event as worked on; False when somebody else was first."""
    return bool(
        db.execute(
            "UPDATE stripe_events SET processed_at = %s, error = NULL WHERE id = %s AND processed_at IS NULL",
            (now, event_id),
        )
    )


def note_event_error(db: Database, event_id: str, error: str) -> None:
    db.execute("UPDATE stripe_events SET error = %s WHERE id = %s", (error[:1000], event_id))


def lock_owner(db: Database, customer_id: str) -> UUID | None:
    """The user behind a customer, locked: changes of one user's plan happen one after another."""
    row = db.fetch_one("SELECT id FROM users WHERE stripe_customer_id = %s FOR UPDATE", (customer_id,))
    return row["id"] if row else None


def lock_user(db: Database, user_id: UUID) -> None:
    db.fetch_one("SELECT id FROM users WHERE id = %s FOR UPDATE", (user_id,))


def version(db: Database, provider_id: str) -> int:
    """How often a subscription was written; 0 for one we do not have."""
    row = db.fetch_one("SELECT version FROM subscriptions WHERE provider_id = %s", (provider_id,))
    return row["version"] if row else 0


def active(db: Database, user_id: UUID) -> Row | None:
    return db.fetch_one(
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
    """Add a subscription, or bring it to what it is now."""
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


def add_payment(
    db: Database,
    *,
    payment_id: UUID,
    user_id: UUID,
    provider_id: str,
    method: str,
    status: str,
    plan: str,
    amount_cents: int,
    currency: str,
    invoice_url: str | None,
    at: datetime,
    now: datetime,
) -> bool:
    """Note a payment, or that a failed one succeeded after all; False when that is known."""
    changed = db.execute(
        """
        INSERT INTO payments AS p (id, user_id, provider_id, method, status, plan_type, amount_cents, currency,
                                   invoice_url, created_at, updated_at)
        VALUES (%(id)s, %(user)s, %(provider)s, %(method)s, %(status)s, %(plan)s, %(amount)s, %(currency)s, %(url)s,
                %(at)s, %(now)s)
        ON CONFLICT (provider_id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at
        WHERE p.status = 'failed' AND excluded.status = 'succeeded'
        """,
        {
            "id": payment_id,
            "user": user_id,
            "provider": provider_id,
            "method": method,
            "status": status,
            "plan": plan,
            "amount": amount_cents,
            "currency": currency,
            "url": invoice_url,
            "at": at,
            "now": now,
        },
    )
    return bool(changed)


def mark_refunded(db: Database, provider_ids: list[str], now: datetime) -> Row | None:
    """The payment's `method` and `provider_id`; None when it went back already, or there is none."""
    return db.fetch_one(
        """
        UPDATE payments SET status = 'refunded', updated_at = %s
        WHERE provider_id = ANY(%s) AND status <> 'refunded' RETURNING method, provider_id
        """,
        (now, provider_ids),
    )


def has_payment(db: Database, provider_ids: list[str]) -> bool:
    return db.fetch_one("SELECT FROM payments WHERE provider_id = ANY(%s)", (provider_ids,)) is not None


def refunded_card(db: Database, user_id: UUID) -> Row | None:
    """`provider_id` of the card's subscription in force if all paid since a day before its month went back."""
    return db.fetch_one(
        """
        SELECT s.provider_id FROM subscriptions s JOIN payments p USING (user_id, method)
        WHERE s.user_id = %s AND s.status = 'active' AND s.method = 'card'
          AND p.created_at >= s.current_period_start - interval '1 day'
        GROUP BY s.provider_id HAVING bool_or(p.status = 'refunded') AND NOT bool_or(p.status = 'succeeded')
        """,
        (user_id,),
    )


def take_back_month(db: Database, user_id: UUID, provider_id: str, now: datetime) -> None:
    """Shorten the prepaid time in force by a refunded month; the time ends at once when nothing is left of it."""
    db.execute(
        """
        UPDATE subscriptions SET
            current_period_end = greatest(now.at, current_period_end - interval '1 month'),
            status = CASE WHEN current_period_end - interval '1 month' > now.at THEN status ELSE 'canceled' END,
            version = version + 1, updated_at = now.at
        FROM (SELECT %s::timestamptz AS at) now
        WHERE user_id = %s AND status = 'active' AND method = 'pix'
          AND (SELECT created_at FROM subscriptions WHERE provider_id = %s) <= created_at
        """,
        (now, user_id, provider_id),
    )


def settle_plan(db: Database, user_id: UUID) -> Row | None:
    """Set the user's plan to the subscription in force; `before` and `after`, or None when it is right already.

    Stripe tries a failed card again for some days: until it gives up, the plan stays.
    """
    return db.fetch_one(
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


def prepaid_over(db: Database, now: datetime, limit: int) -> list[Row]:
    """Prepaid months whose time is up, with their owners."""
    return db.fetch_all(
        """
        SELECT id, user_id FROM subscriptions
        WHERE status = 'active' AND method = 'pix' AND current_period_end <= %s
        ORDER BY current_period_end LIMIT %s
        """,
        (now, limit),
    )


def end_prepaid(db: Database, subscription_id: UUID, now: datetime) -> bool:
    """End one whose time is up; False when it was paid for again meanwhile."""
    return bool(
        db.execute(
            """
            UPDATE subscriptions SET status = 'expired', version = version + 1, updated_at = %(now)s
            WHERE id = %(id)s AND status = 'active' AND current_period_end <= %(now)s
            """,
            {"now": now, "id": subscription_id},
        )
    )
