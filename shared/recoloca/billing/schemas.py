"""What the payment routes take and give. Money is integer cents and a currency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from recoloca.billing.quota import Kind, Usage
from recoloca.runtime.schema import RequestBody, Schema

Method = Literal["card", "pix"]
SubscriptionStatus = Literal["incomplete", "active", "past_due", "canceled", "expired"]
SoldPlan = Literal["basic", "premium"]


class QuotaUsage(Schema):
    """`limit` and `left` are null on a plan without this quota."""

    used: int
    limit: int | None
    left: int | None
    renews_at: datetime


class Quotas(Schema):
    cv_analyses: QuotaUsage
    coach_messages: QuotaUsage

    @classmethod
    def of(cls, usages: Mapping[Kind, Usage]) -> Quotas:
        return cls(cv_analyses=_shown(usages["cv_analyses"]), coach_messages=_shown(usages["coach_messages"]))


def _shown(usage: Usage) -> QuotaUsage:
    return QuotaUsage(used=usage.used, limit=usage.limit, left=usage.left, renews_at=usage.renews_at)


class Plan(Schema):
    """A price of 0 is the plan without payment; both quotas renew by themselves."""

    id: str
    price_cents: int
    currency: Literal["BRL"] = "BRL"
    cv_analyses_per_month: int | None
    coach_messages_per_day: int | None
    popular: bool


class Plans(Schema):
    """`methods`: a card renews every month, Pix pays for one month."""

    plans: list[Plan]
    methods: list[Method]


class Subscription(Schema):
    """`status` is `none` without a subscription. A prepaid month (`pix`) always ends at `current_period_end`; a card
    is charged again then, unless `cancel_at_period_end`.
    """

    plan: str
    price_cents: int
    currency: Literal["BRL"] = "BRL"
    status: Literal["none"] | SubscriptionStatus
    method: Method | None
    current_period_end: datetime | None
    cancel_at_period_end: bool
    quota: Quotas


class CheckoutRequest(RequestBody):
    plan: SoldPlan
    method: Method = "card"


class Checkout(Schema):
    """Send the browser to `url`; the page works until `expires_at`, or until the next checkout."""

    session_id: str
    url: str
    expires_at: datetime


class Portal(Schema):
    """Send the browser to `url`, where a subscription is changed or cancelled."""

    url: str


class Invoice(Schema):
    """One payment, `invoice_url` its page at Stripe's."""

    id: UUID
    plan: str
    method: Method
    status: Literal["pending", "succeeded", "failed", "refunded"]
    amount_cents: int
    currency: str
    invoice_url: str | None
    created_at: datetime


class InvoicePage(Schema):
    """Newest first; `next_cursor` is null on the last page."""

    items: list[Invoice]
    next_cursor: str | None


class Received(Schema):
    received: Literal[True] = True
