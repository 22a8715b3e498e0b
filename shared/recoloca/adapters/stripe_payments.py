"""Implements `Payments` with Stripe's SDK. Only `billing_gateway` uses it, because that function is outside the VPC.

Prices and the configuration of the customer portal are created at first use and later found by their keys. A new
Stripe account therefore needs only an API key and a webhook, and no manual setup.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import stripe

from recoloca.adapters.payments import (
    ChargeState,
    CheckoutOrder,
    CheckoutPage,
    InvoiceState,
    PaymentsRefusedError,
    PaymentsUnavailableError,
    PrepaidState,
    SubscriptionState,
    SubscriptionStatus,
)

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

CURRENCY: Final = "brl"
STATUS: Final[Mapping[str, SubscriptionStatus]] = {
    "active": "active",
    "trialing": "active",
    "past_due": "past_due",
    "canceled": "canceled",
    "incomplete_expired": "expired",
    # All other states (`incomplete`, `unpaid`, `paused`) count as `incomplete`: not paid, but a payment can follow.
}


class StripePayments:
    """`Payments` through Stripe's API. `api_base` is the URL of a fake Stripe; without it, the real Stripe is used."""

    def __init__(self, api_key: str, api_base: str | None = None) -> None:
        self._client = stripe.StripeClient(
            api_key,
            base_addresses={"api": api_base} if api_base else {},
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=5),
        ).v1

    def customer(self, user_id: str, known_id: str | None) -> str:
        with _translated():
            if known_id is not None and self._exists(known_id):
                return known_id
            # Stripe repeats the response for an idempotency key for a day, and refuses the key with other
            # parameters. The parameters must therefore contain only values that never change.
            return self._client.customers.create(
                {"metadata": {"user_id": user_id}}, {"idempotency_key": f"customer-{user_id}-{known_id}"}
            ).id

    def checkout(self, order: CheckoutOrder) -> CheckoutPage:
        with _translated():
            self._make_ready(order)
            session = self._client.checkout.sessions.create(self._session(order))
        if not session.url:
            raise PaymentsRefusedError("Stripe made a checkout session without an address")
        return CheckoutPage(session.id, session.url, session.expires_at)

    def portal(self, customer_id: str, prices: dict[str, int], locale: str, return_url: str) -> str:
        with _translated():
            return self._client.billing_portal.sessions.create(
                {
                    "customer": customer_id,
                    "configuration": self._portal_configuration(tuple(sorted(prices.items()))),
                    "locale": "en" if locale == "en" else "pt-BR",
                    "return_url": return_url,
                }
            ).url

    def subscription(self, subscription_id: str) -> SubscriptionState:
        with _translated():
            return _subscription(self._client.subscriptions.retrieve(subscription_id))

    def invoice(self, invoice_id: str) -> InvoiceState:
        with _translated():
            found = self._client.invoices.retrieve(invoice_id)
            details = found.parent.subscription_details if found.parent else None
        paid_at = found.status_transitions.paid_at
        return InvoiceState(
            id=invoice_id,
            customer_id=_id(found.customer),
            paid=found.status == "paid",
            amount_cents=found.total,
            currency=found.currency.upper(),
            url=found.hosted_invoice_url,
            at=paid_at or found.created,
            subscription_id=_id(details.subscription) if details else None,
        )

    def prepaid(self, session_id: str) -> PrepaidState | None:
        with _translated():
            session = self._client.checkout.sessions.retrieve(session_id)
            if session.mode != "payment":
                return None
            invoice = self.invoice(_id(session.invoice)) if session.invoice else None
        paid = session.payment_status == "paid" and session.payment_intent
        return PrepaidState(
            customer_id=_id(session.customer),
            plan=_mark(session, "plan") or "",
            payment_id=_id(session.payment_intent) if paid else None,
            amount_cents=session.amount_total or 0,
            currency=(session.currency or CURRENCY).upper(),
            url=invoice.url if invoice else None,
            at=invoice.at if invoice else session.created,
        )

    def charge(self, charge_id: str) -> ChargeState:
        with _translated():
            found = self._client.charges.retrieve(charge_id)
            payment_id = _id(found.payment_intent)
            invoices = self._client.invoice_payments.list(
                {"payment": {"type": "payment_intent", "payment_intent": payment_id}, "limit": 1}
            ).data
        return ChargeState(
            customer_id=_id(found.customer),
            payment_id=payment_id,
            invoice_id=_id(invoices[0].invoice) if invoices else None,
            refunded=found.refunded,
        )

    def refund(self, payment_id: str) -> None:
        with _translated():
            self._client.refunds.create(
                {"payment_intent": payment_id}, {"idempotency_key": f"refund-{payment_id}"}
            )

    def cancel(self, subscription_id: str, *, credit: bool = True) -> None:
        with _translated(), _already_gone():
            if _subscription(self._client.subscriptions.retrieve(subscription_id)).status != "canceled":
                self._client.subscriptions.cancel(subscription_id, {"prorate": credit, "invoice_now": credit})

    def forget(self, customer_id: str) -> None:
        with _translated(), _already_gone():
            self._client.customers.delete(customer_id)

    def _make_ready(self, order: CheckoutOrder) -> None:
        """Update the customer's data and expire the customer's open checkout pages, so that no one pays twice."""
        self._client.customers.update(
            order.customer_id,
            {"email": order.email, "name": order.name, "preferred_locales": [order.locale]},
        )
        opened = self._client.checkout.sessions.list({"customer": order.customer_id, "status": "open"})
        for session in opened.data:
            # Stripe refuses this if the page was paid or expired since the listing.
            with suppress(stripe.InvalidRequestError):
                self._client.checkout.sessions.expire(session.id)

    def _exists(self, customer_id: str) -> bool:
        try:
            return not getattr(self._client.customers.retrieve(customer_id), "deleted", False)
        except stripe.InvalidRequestError as error:
            if error.code != "resource_missing":
                raise
            return False

    def _session(self, order: CheckoutOrder) -> SessionCreateParams:
        metadata = {"user_id": order.user_id, "plan": order.plan}
        params: SessionCreateParams = {
            "customer": order.customer_id,
            "client_reference_id": order.user_id,
            "allowed_payment_method_types": [order.method],
            "metadata": metadata,
            "locale": "en" if order.locale == "en" else "pt-BR",
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
        }
        if order.method == "pix":
            price_data: Any = {
                "currency": CURRENCY,
                "unit_amount": order.price_cents,
                "product_data": {"name": _title(order.plan)},
            }
            params["mode"] = "payment"
            params["line_items"] = [{"price_data": price_data, "quantity": 1}]
            params["invoice_creation"] = {"enabled": True}
            return params
        params["mode"] = "subscription"
        params["line_items"] = [{"price": self._price(order.plan, order.price_cents).id, "quantity": 1}]
        params["subscription_data"] = {"metadata": metadata}
        if order.trial_end:
            params["subscription_data"]["trial_end"] = order.trial_end
        return params

    @functools.cache  # noqa: B019 (one instance for each environment)
    def _price(self, plan: str, cents: int) -> stripe.Price:
        """The monthly price of a plan. A changed price is a new object; existing subscriptions keep the old price."""
        key = f"recoloca_{plan}_{cents}_{CURRENCY}_month"
        found = self._client.prices.list({"lookup_keys": [key], "active": True, "limit": 1}).data
        return (
            found[0]
            if found
            else self._client.prices.create(
                {
                    "currency": CURRENCY,
                    "unit_amount": cents,
                    "recurring": {"interval": "month"},
                    "lookup_key": key,
                    "product_data": {"name": _title(plan)},
                    "metadata": {"plan": plan},
                },
                {"idempotency_key": f"price-{key}"},
            )
        )

    @functools.cache  # noqa: B019
    def _portal_configuration(self, plans: tuple[tuple[str, int], ...]) -> str:
        prices = [self._price(plan, cents) for plan, cents in plans]
        key = hashlib.sha256(",".join(price.id for price in prices).encode()).hexdigest()[:16]
        for found in self._client.billing_portal.configurations.list({"active": True, "limit": 100}).data:
            if _mark(found, "recoloca") == key:
                return found.id
        products: Any = [{"product": _id(price.product), "prices": [price.id]} for price in prices]
        return self._client.billing_portal.configurations.create(
            {
                "metadata": {"recoloca": key},
                "features": {
                    "invoice_history": {"enabled": True},
                    "payment_method_update": {"enabled": True},
                    "subscription_cancel": {"enabled": True, "mode": "at_period_end"},
                    "subscription_update": {
                        "enabled": True,
                        "default_allowed_updates": ["price"],
                        "products": products,
                        "proration_behavior": "always_invoice",
                    },
                },
            },
            {"idempotency_key": f"portal-{key}"},
        ).id


def _title(plan: str) -> str:
    return f"Recoloca.ai {plan.capitalize()}"


def _subscription(found: stripe.Subscription) -> SubscriptionState:
    (item,) = found["items"].data
    return SubscriptionState(
        id=found.id,
        customer_id=_id(found.customer),
        plan=_mark(item.price, "plan") or "",
        status=STATUS.get(found.status, "incomplete"),
        period_start=item.current_period_start,
        period_end=item.current_period_end,
        cancels=bool(found.cancel_at_period_end or found.cancel_at),
    )


def _mark(found: Any, name: str) -> str | None:
    """A value that we stored in the metadata of a Stripe object; None if it is missing."""
    return found.metadata[name] if found.metadata and name in found.metadata else None


def _id(reference: Any) -> str:
    """The id of a referenced object. Stripe returns either the id or the whole object."""
    return str(reference if isinstance(reference, str) else reference.id)


@contextmanager
def _translated() -> Iterator[None]:
    """Convert the SDK's errors to the errors of `Payments`. Their text goes to the log and not to the caller."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        raise PaymentsUnavailableError(f"{type(error).__name__}: {error.user_message}") from error
    except stripe.StripeError as error:
        raise PaymentsRefusedError(f"{type(error).__name__} {error.code}: {error.user_message}") from error


@contextmanager
def _already_gone() -> Iterator[None]:
    """Ignore the error that the object does not exist."""
    try:
        yield
    except stripe.InvalidRequestError as error:
        if error.code != "resource_missing":
            raise
