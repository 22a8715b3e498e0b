"""The port to Stripe, and the way there from inside the VPC: through the function `billing_gateway`."""

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
    """Stripe, or the function that calls it, did not answer; trying again is safe."""


class PaymentsRefusedError(Exception):
    """Stripe understood and refuses; trying the same again cannot help."""


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """What a customer is about to buy; `trial_end` (Unix time) is when the first charge of a card is due."""

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
    """A subscription as it is at Stripe's now; times are Unix times."""

    id: str
    customer_id: str
    plan: str
    status: SubscriptionStatus
    period_start: int
    period_end: int
    cancels: bool


@dataclass(frozen=True, slots=True)
class InvoiceState:
    """`subscription_id` is None for the invoice of a single payment."""

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
    """A checkout session of a prepaid month; `payment_id` is None until it is paid."""

    customer_id: str
    plan: str
    payment_id: str | None
    amount_cents: int
    currency: str
    url: str | None
    at: int


@dataclass(frozen=True, slots=True)
class ChargeState:
    """`invoice_id` is None for a charge without an invoice."""

    customer_id: str
    payment_id: str
    invoice_id: str | None
    refunded: bool


class Payments(Protocol):
    """What the product asks of Stripe.

    Every method raises `PaymentsUnavailableError` or `PaymentsRefusedError`.
    """

    def customer(self, user_id: str, known_id: str | None) -> str:
        """The id of a user's customer: `known_id` while there is one, or a new one that nothing else is known of.

        The same however often it is asked.
        """

    def checkout(self, order: CheckoutOrder) -> CheckoutPage:
        """A hosted page to pay on; earlier ones of the same customer stop working."""

    def portal(self, customer_id: str, prices: dict[str, int], locale: str, return_url: str) -> str:
        """The address of the customer's own page; `prices` are the plans to switch between, in cents."""

    def subscription(self, subscription_id: str) -> SubscriptionState: ...

    def invoice(self, invoice_id: str) -> InvoiceState: ...

    def prepaid(self, session_id: str) -> PrepaidState | None:
        """None for a session that sold something else than a prepaid month."""

    def charge(self, charge_id: str) -> ChargeState: ...

    def refund(self, payment_id: str) -> None:
        """Give all of it back; once, however often it is asked."""

    def cancel(self, subscription_id: str, *, credit: bool = True) -> None:
        """End a subscription now, with what is left as a credit or without; nothing when it has ended."""

    def forget(self, customer_id: str) -> None:
        """Delete a customer and end its subscriptions; nothing when it is gone."""


GATEWAY_TIMEOUT: Final = 20
"""Seconds `billing_gateway` has; who calls it waits a little longer."""


CUSTOMER_SECONDS: Final = 5
"""What a buyer waits for the customer at most, so that the page has its time before the function's is up."""


class InvokedPayments:
    """`Payments` for functions in the VPC, where Stripe cannot be reached: by invoking `billing_gateway`."""

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
            # A kept connection may be gone without a word, which a single try would be lost to.
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
        # No retries: the second call of a slow checkout would make a second page.
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
    """The other end of `InvokedPayments`: do one operation; its result as JSON has it.

    Raises:
        PaymentsRefusedError: there is no such operation.
    """
    if operation not in OPERATIONS:
        raise PaymentsRefusedError(f"no operation {operation}")
    if operation == "checkout":
        arguments = {"order": CheckoutOrder(**arguments["order"])}
    result = getattr(payments, operation)(**arguments)
    return result if result is None or isinstance(result, str) else asdict(result)
