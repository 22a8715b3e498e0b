"""The rules for buying a plan and for the links to Stripe's pages. Stripe processes the payments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from aws_lambda_powertools import Logger

from recoloca.adapters.payments import CheckoutOrder, PaymentsRefusedError, PaymentsUnavailableError
from recoloca.billing import quota
from recoloca.billing.plans import PLANS
from recoloca.billing.prepaid import credit
from recoloca.billing.repository import customers, payments, subscriptions
from recoloca.billing.schemas import (
    Checkout,
    CheckoutRequest,
    Invoice,
    InvoicePage,
    Portal,
    Quotas,
    Subscription,
)
from recoloca.outbox import service as outbox
from recoloca.runtime import cursors
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem

PAGE_LIMIT: Final = 100
SHORTEST_TRIAL: Final = timedelta(hours=49)
"""Stripe requires that a trial ends at least 48 hours in the future. One hour is added as a margin."""

logger = Logger(child=True)


def subscription(deps: Dependencies, user_id: UUID) -> Subscription:
    """The user's plan, subscription and quotas.

    Raises:
        Problem: `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    row = subscriptions.newest_subscription(deps.db, user_id)
    if row is None:
        raise Problem("AUTH_TOKEN_INVALID")
    plan = PLANS[row.plan]
    usage = quota.usage(deps.db, user_id, plan, deps.clock())
    return Subscription(
        plan=plan.id,
        price_cents=plan.price_cents,
        status=row.status or "none",
        method=row.method,
        current_period_end=row.current_period_end,
        cancel_at_period_end=bool(row.cancel_at_period_end),
        quota=Quotas.of(usage),
    )


def checkout(deps: Dependencies, user_id: UUID, form: CheckoutRequest, locale: str) -> Checkout:
    """Create a payment page at Stripe.

    Remaining prepaid time is kept: a card is first charged after it, and another month by Pix is added to it.

    Raises:
        Problem: `SUBSCRIPTION_ACTIVE` when the user already pays by card; `SERVICE_UNAVAILABLE` when Stripe fails;
            `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    row = _buyer(deps, user_id)
    current = row.subscription
    if current is not None and current["method"] == "card":
        raise Problem("SUBSCRIPTION_ACTIVE")
    page_url = f"{deps.settings.app_url}/payment"
    order = CheckoutOrder(
        user_id=str(user_id),
        email=row.email,
        name=row.name,
        customer_id=_customer(deps, user_id, row.stripe_customer_id),
        plan=form.plan,
        price_cents=PLANS[form.plan].price_cents,
        method=form.method,
        trial_end=_trial_end(deps, current, form.plan) if form.method == "card" else None,
        locale=locale,
        success_url=f"{page_url}?checkout=success",
        cancel_url=f"{page_url}?checkout=canceled",
    )
    with _answering():
        page = deps.payments.checkout(order)
    return Checkout(
        session_id=page.session_id, url=page.url, expires_at=datetime.fromtimestamp(page.expires_at, UTC)
    )


def portal(deps: Dependencies, user_id: UUID, locale: str) -> Portal:
    """A link to Stripe's customer portal for this user.

    Raises:
        Problem: `SUBSCRIPTION_NONE` when the user never started a purchase; `SERVICE_UNAVAILABLE` when Stripe fails;
            `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    customer_id = _buyer(deps, user_id).stripe_customer_id
    if customer_id is None:
        raise Problem("SUBSCRIPTION_NONE")
    sold: dict[str, int] = {
        plan.id: plan.price_cents for plan in PLANS.values() if plan.public and plan.price_cents
    }
    with _answering():
        url = deps.payments.portal(customer_id, sold, locale, f"{deps.settings.app_url}/payment")
    return Portal(url=url)


def invoices(deps: Dependencies, user_id: UUID, *, cursor: str | None, limit: int) -> InvoicePage:
    """A page of at most `limit` payments of the user, newest first.

    Raises:
        Problem: `VALIDATION_ERROR` for an invalid cursor.
    """
    rows = payments.payments_page(deps.db, user_id, before=cursors.decode(cursor), limit=limit + 1)
    shown = rows[:limit]
    return InvoicePage(
        items=[Invoice.model_validate(row._asdict()) for row in shown],
        next_cursor=cursors.encode(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None,
    )


def _customer(deps: Dependencies, user_id: UUID, known_id: str | None) -> str:
    """The user's customer id at Stripe, which may be new.

    A new id is stored before Stripe receives any personal data, because an erasure deletes only a stored customer.
    """
    with _answering():
        customer_id = deps.payments.customer(str(user_id), known_id)
    if customer_id != known_id and not customers.set_customer(deps.db, user_id, customer_id):
        outbox.publish(deps, "billing", {"forget_customer": customer_id})
        raise Problem("AUTH_TOKEN_INVALID")
    return customer_id


def _trial_end(deps: Dependencies, current: customers.CurrentSubscription | None, plan: str) -> int | None:
    if current is None:
        return None
    now = deps.clock()
    left = datetime.fromisoformat(current["current_period_end"]) - now
    worth = credit(left, current["plan_type"], plan)
    return int((now + max(worth, SHORTEST_TRIAL)).timestamp()) if worth else None


def _buyer(deps: Dependencies, user_id: UUID) -> customers.Buyer:
    row = customers.buyer(deps.db, user_id)
    if row is None:
        raise Problem("AUTH_TOKEN_INVALID")
    return row


@contextmanager
def _answering() -> Iterator[None]:
    """Convert errors of Stripe to `SERVICE_UNAVAILABLE`. The log contains the cause."""
    try:
        yield
    except PaymentsUnavailableError as error:
        logger.warning("payments unavailable", extra={"reason": str(error)})
        raise Problem("SERVICE_UNAVAILABLE", headers={"retry-after": "5"}) from None
    except PaymentsRefusedError as error:
        logger.exception("payments refused", extra={"reason": str(error)})
        raise Problem("SERVICE_UNAVAILABLE", headers={"retry-after": "60"}) from None
