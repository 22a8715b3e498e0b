"""The SQL of payments and refunds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database


class Payment(NamedTuple):
    id: UUID
    plan: str
    method: str
    status: str
    amount_cents: int
    currency: str
    invoice_url: str | None
    created_at: datetime


class RefundedPayment(NamedTuple):
    method: str
    provider_id: str


class RefundedCard(NamedTuple):
    provider_id: str


def payments_page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[Payment]:
    """At most `limit` payments, newest first, after the position `before`."""
    created_at, identifier = before or (None, None)
    return db.rows(
        Payment,
        """
        SELECT id, plan_type AS plan, method, status, amount_cents, currency, invoice_url, created_at
        FROM payments
        WHERE user_id = %(user)s
          AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        """,
        {"user": user_id, "at": created_at, "id": identifier, "limit": limit},
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
    """Store a payment, or change a failed payment to succeeded. Returns False when nothing changed."""
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


def mark_refunded(db: Database, provider_ids: list[str], now: datetime) -> RefundedPayment | None:
    """Mark a payment as refunded and return it. Returns None when it was already refunded or does not exist."""
    return db.row(
        RefundedPayment,
        """
        UPDATE payments SET status = 'refunded', updated_at = %s
        WHERE provider_id = ANY(%s) AND status <> 'refunded' RETURNING method, provider_id
        """,
        (now, provider_ids),
    )


def has_payment(db: Database, provider_ids: list[str]) -> bool:
    return db.fetch_one("SELECT FROM payments WHERE provider_id = ANY(%s)", (provider_ids,)) is not None


def refunded_card(db: Database, user_id: UUID) -> RefundedCard | None:
    """The user's active card subscription if all its payments of the current month were refunded, else None.

    A payment belongs to the current month if it was made later than one day before the month's start.
    """
    return db.row(
        RefundedCard,
        """
        SELECT s.provider_id FROM subscriptions s JOIN payments p USING (user_id, method)
        WHERE s.user_id = %s AND s.status = 'active' AND s.method = 'card'
          AND p.created_at >= s.current_period_start - interval '1 day'
        GROUP BY s.provider_id HAVING bool_or(p.status = 'refunded') AND NOT bool_or(p.status = 'succeeded')
        """,
        (user_id,),
    )


def take_back_month(db: Database, user_id: UUID, provider_id: str, now: datetime) -> None:
    """Shorten the active prepaid time by one refunded month. The time ends now if less than a month is left."""
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
