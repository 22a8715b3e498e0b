"""The port for payments (`Payments`), and its adapter for functions in the VPC, which invokes `billing_gateway`."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, Protocol
from urllib.parse import quote

from recoloca.adapters.aws import AwsClient, AwsRefusedError, UnreachableError
from recoloca.runtime.outside import read_json
from recoloca.runtime.settings import Settings

Method = Literal["card", "pix"]
SubscriptionStatus = Literal["incomplete", "active", "past_due", "canceled", "expired"]


class PaymentsUnavailableError(Exception):
    """Stripe or `billing_gateway` did not respond. A retry is safe."""


class PaymentsRefusedError(Exception):
    """Stripe refused the request. A retry of the same request cannot help."""


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """The purchase that a checkout page offers.

    `trial_end` is the Unix time (seconds) of the first charge of the card; None charges at once.
    """

    user_id: str
    email: str
    name: str
    customer_id: str
    plan: str
    price_cents: int
    method: Method
    trial_end: int | None
    locale: str
    success_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    session_id: str
    url: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """The current state of a subscription at Stripe. Times are Unix times in seconds."""

    id: str
    customer_id: str
    plan: str
    status: SubscriptionStatus
    period_start: int
    period_end: int
    cancels: bool


@dataclass(frozen=True, slots=True)
class InvoiceState:
    """An invoice at Stripe. `at` is a Unix time. `subscription_id` is None for the invoice of a single payment."""

    id: str
    customer_id: str
    paid: bool
    amount_cents: int
    currency: str
    url: str | None
    at: int
    subscription_id: str | None


@dataclass(frozen=True, slots=True)
class PrepaidState:
    """A checkout session that sells one prepaid month. `at` is a Unix time. `payment_id` is None until it is paid."""

    customer_id: str
    plan: str
    payment_id: str | None
    amount_cents: int
    currency: str
    url: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ChargeState:
    """A charge at Stripe. `invoice_id` is None for a charge without an invoice."""

    customer_id: str
    payment_id: str
    invoice_id: str | None
    refunded: bool


class Payments(Protocol):
    """The operations of the payment provider.

    Raises:
        PaymentsUnavailableError: by every method; a retry is safe.
        PaymentsRefusedError: by every method; a retry cannot help.
    """

    def customer(self, user_id: str, known_id: str | None) -> str:
        """The customer id of a user: `known_id` if Stripe still has it, else the id of a new customer.

        The operation is idempotent. A new customer has no name and no e-mail address yet.
        """

    def checkout(self, order: CheckoutOrder) -> CheckoutPage:
        """Create a payment page at Stripe. The customer's earlier open pages expire."""

    def portal(self, customer_id: str, prices: dict[str, int], locale: str, return_url: str) -> str:
        """The URL of Stripe's customer portal. `prices` maps each plan that the customer can choose to cents."""

    def subscription(self, subscription_id: str) -> SubscriptionState: ...

    def invoice(self, invoice_id: str) -> InvoiceState: ...

    def prepaid(self, session_id: str) -> PrepaidState | None:
        """The state of a checkout session; None if the session did not sell a prepaid month."""

    def charge(self, charge_id: str) -> ChargeState: ...

    def refund(self, payment_id: str) -> None:
        """Refund the whole payment. The operation is idempotent."""

    def cancel(self, subscription_id: str, *, credit: bool = True) -> None:
        """End a subscription now. With `credit`, the unused days become a credit.

        No effect on a subscription that has ended.
        """

    def forget(self, customer_id: str) -> None:
        """Delete a customer and end its subscriptions. No effect on a deleted customer."""


GATEWAY_TIMEOUT: Final = 20
"""The timeout of `billing_gateway` in seconds. Its callers wait a little longer."""


CUSTOMER_SECONDS: Final = 5
"""Timeout in seconds for creating a customer. It leaves enough of the function's time to create the payment page."""


class InvokedPayments:
    """`Payments` for functions in the VPC, which cannot reach Stripe. It invokes the function `billing_gateway`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def customer(self, user_id: str, known_id: str | None) -> str:
        return str(self._call("customer", user_id=user_id, known_id=known_id, within=CUSTOMER_SECONDS))

    def checkout(self, order: CheckoutOrder) -> CheckoutPage:
        return CheckoutPage(**self._call("checkout", order=asdict(order), within=GATEWAY_TIMEOUT + 2))

    def portal(self, customer_id: str, prices: dict[str, int], locale: str, return_url: str) -> str:
        return str(
            self._call("portal", customer_id=customer_id, prices=prices, locale=locale, return_url=return_url)
        )

    def subscription(self, subscription_id: str) -> SubscriptionState:
        return SubscriptionState(**self._call("subscription", subscription_id=subscription_id))

    def invoice(self, invoice_id: str) -> InvoiceState:
        return InvoiceState(**self._call("invoice", invoice_id=invoice_id))

    def prepaid(self, session_id: str) -> PrepaidState | None:
        found = self._call("prepaid", session_id=session_id)
        return PrepaidState(**found) if found else None

    def charge(self, charge_id: str) -> ChargeState:
        return ChargeState(**self._call("charge", charge_id=charge_id))

    def refund(self, payment_id: str) -> None:
        self._call("refund", payment_id=payment_id)

    def cancel(self, subscription_id: str, *, credit: bool = True) -> None:
        self._call("cancel", subscription_id=subscription_id, credit=credit)

    def forget(self, customer_id: str) -> None:
        self._call("forget", customer_id=customer_id)

    def _call(self, operation: str, within: float | None = None, **arguments: Any) -> Any:
        function = quote(self._settings.required("BILLING_GATEWAY_FUNCTION"), safe="")
        request = json.dumps({"operation": operation, "arguments": arguments}).encode()
        try:
            path = f"/2015-03-31/functions/{function}/invocations"
            answer = self._lambda.call("POST", path, body=request, within=within)
            body = read_json(answer.body)
        except (AwsRefusedError, UnreachableError, ValueError) as error:
            raise PaymentsUnavailableError(str(error)) from error
        finally:
            # There is only one attempt, and it would fail on a connection that was lost since the last call.
            self._lambda.close()
        if "x-amz-function-error" in answer.headers:
            raise PaymentsUnavailableError(str(body.get("errorType")))
        if "refused" in body:
            raise PaymentsRefusedError(body["refused"])
        if "unavailable" in body:
            raise PaymentsUnavailableError(body["unavailable"])
        return body["result"]

    @functools.cached_property
    def _lambda(self) -> AwsClient:
        # No retries: a retry of a slow checkout would create a second payment page.
        return AwsClient(
            self._settings, "lambda", read_timeout=GATEWAY_TIMEOUT + 2, attempts=1, within=GATEWAY_TIMEOUT + 4
        )


OPERATIONS: Final = frozenset(
    {
        "customer",
        "checkout",
        "portal",
        "subscription",
        "invoice",
        "prepaid",
        "charge",
        "refund",
        "cancel",
        "forget",
    }
)


def perform(payments: Payments, operation: str, arguments: dict[str, Any]) -> Any:
    """Perform the operation that `InvokedPayments` requested. Returns a value that `json` can serialise.

    Raises:
        PaymentsRefusedError: `operation` is unknown, or Stripe refused it.
        PaymentsUnavailableError: Stripe did not respond.
    """
    if operation not in OPERATIONS:
        raise PaymentsRefusedError(f"no operation {operation}")
    if operation == "checkout":
        arguments = {"order": CheckoutOrder(**arguments["order"])}
    result = getattr(payments, operation)(**arguments)
    return result if result is None or isinstance(result, str) else asdict(result)
