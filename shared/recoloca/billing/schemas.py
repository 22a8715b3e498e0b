"""The request and response bodies of the payment routes. Amounts of money are integer cents with a currency."""

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
    """The use of one quota. `limit` and `left` are null for a plan without this quota."""

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
    """A plan. A price of 0 means no payment. A quota of null means unlimited use.

    `documents` is how many documents a user can have at one time.
    """

    id: str
    price_cents: int
    currency: Literal["BRL"] = "BRL"
    cv_analyses_per_month: int | None
    coach_messages_per_day: int | None
    documents: int | None
    popular: bool


class Plans(Schema):
    """The plans and payment methods. A card is charged every month. A payment by Pix buys one month."""

    plans: list[Plan]
    methods: list[Method]


class Subscription(Schema):
    """The user's subscription. `status` is `none` without one.

    A prepaid month (`pix`) ends at `current_period_end`. A card is charged again at that time unless
    `cancel_at_period_end` is true.
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
    """Redirect the browser to `url`. The page is valid until `expires_at` or until the next checkout."""

    session_id: str
    url: str
    expires_at: datetime


class Portal(Schema):
    """Redirect the browser to `url`, where the user changes or cancels the subscription."""

    url: str


class Invoice(Schema):
    """One payment. `invoice_url` is its page at Stripe."""

    id: UUID
    plan: str
    method: Method
    status: Literal["pending", "succeeded", "failed", "refunded"]
    amount_cents: int
    currency: str
    invoice_url: str | None
    created_at: datetime


class InvoicePage(Schema):
    """A page of payments, newest first. `next_cursor` is null on the last page."""

    items: list[Invoice]
    next_cursor: str | None


class Received(Schema):
    received: Literal[True] = True
