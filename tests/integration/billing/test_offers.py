"""The public plans, their limits, and the way from the VPC to Stripe."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator

import pytest

from functions.billing_gateway.handler import handler
from infra.local.fake_stripe.server import FakeStripe
from recoloca.adapters.aws import AwsResponse
from recoloca.adapters.payments import InvokedPayments, PaymentsRefusedError, PaymentsUnavailableError
from recoloca.billing import gateway
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.integration.billing.conftest import Told
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.endpoint import Asked, Said, serving
from tests.support.forgetful import Between
from tests.support.stripe import buy


@pytest.fixture
def invoked(
    deps: Dependencies, stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> Iterator[InvokedPayments]:
    """Payments as the functions in the VPC use them: JSON to the gateway's own handler and back."""
    for name, value in stripe.environment.items():
        monkeypatch.setenv(name, value)
    gateway.stripe.cache_clear()
    found = InvokedPayments(Settings({"BILLING_GATEWAY_FUNCTION": "recoloca-local-billing_gateway"}))
    found.__dict__["_lambda"] = Lambda()
    deps.__dict__["payments"] = found
    yield found
    gateway.stripe.cache_clear()


class Lambda:
    """`Invoke` of the gateway in this process."""

    def call(self, method: str, path: str, *, body: bytes, within: float | None) -> AwsResponse:
        assert (method, path) == ("POST", "/2015-03-31/functions/recoloca-local-billing_gateway/invocations")
        try:
            return AwsResponse(200, {}, json.dumps(handler(json.loads(body), None)).encode())
        except TypeError as error:
            failure = {"errorType": "TypeError", "errorMessage": str(error)}
            return AwsResponse(200, {"x-amz-function-error": "Unhandled"}, json.dumps(failure).encode())

    def close(self) -> None:
        """There is no connection to close."""


def test_plans_are_public_and_may_be_cached(api: Api) -> None:
    answer = api.get("/payments/plans")
    assert answer.headers["cache-control"].startswith("public, max-age=")
    plans = {plan["id"]: plan for plan in answer.json["plans"]}
    assert {id_: plan["price_cents"] for id_, plan in plans.items()} == {
        "free": 0,
        "basic": 2990,
        "premium": 4990,
    }
    assert [plan["id"] for plan in plans.values() if plan["popular"]] == ["premium"]
    assert answer.json["methods"] == ["card", "pix"]


def test_a_used_up_quota_says_when_it_renews_and_a_plan_lifts_it(
    ana: Api, tell: Told, clock: HeldClock
) -> None:
    form = {"file_name": "cv.pdf", "content_type": "application/pdf", "size": 1000}
    for _ in range(3):
        assert ana.post("/cv/upload", form).status == 200
    refused = ana.post("/cv/upload", form)
    assert (refused.status, refused.code) == (429, "QUOTA_EXCEEDED")
    assert (refused.json["limit"], refused.json["left"]) == (3, 0)
    assert refused.json["renews_at"] == "2026-12-01T03:00:00Z"  # midnight in Brazil
    assert int(refused.headers["retry-after"]) == (6.5 * 24 + 3) * 3600
    buy(ana)
    tell()
    assert ana.post("/cv/upload", form).status == 200
    used = ana.get("/payments/subscription").json["quota"]["cv_analyses"]
    assert (used["used"], used["limit"], used["left"]) == (4, 10, 6)


def test_invoices_are_paged_and_belong_to_the_user(
    ana: Api, new_user: Callable[[], Api], tell: Told, clock: HeldClock
) -> None:
    for _ in range(3):
        buy(ana, "basic", "pix")
        clock.advance(seconds=90)
        tell()
    first = ana.get("/payments/invoices", query={"limit": 2}).json
    rest = ana.get("/payments/invoices", query={"limit": 2, "cursor": first["next_cursor"]}).json
    stamps = [item["created_at"] for item in first["items"] + rest["items"]]
    assert stamps == sorted(stamps, reverse=True)
    assert len(set(stamps)) == 3
    assert rest["next_cursor"] is None
    assert new_user().get("/payments/invoices").json["items"] == []


def test_everything_works_through_the_gateway_too(
    ana: Api, tell: Told, stripe: FakeStripe, invoked: InvokedPayments
) -> None:
    buy(ana, "basic", "pix")
    tell()
    buy(ana, "premium", "card")
    tell()
    assert ana.get("/payments/subscription").json["plan"] == "premium"
    assert ana.post("/payments/portal").json["url"].startswith(stripe.url)
    charge = next(stripe.world.all("charge"))
    assert invoked.charge(charge["id"]).refunded is False
    invoked.refund(charge["payment_intent"])
    assert invoked.charge(charge["id"]).refunded is True
    invoked.cancel(next(stripe.world.all("subscription"))["id"])
    invoked.forget(charge["customer"])
    assert list(stripe.world.all("customer")) == []


def test_a_connection_that_was_forgotten_costs_no_checkout(
    ana: Api, deps: Dependencies, invoked: InvokedPayments
) -> None:
    def invoke(asked: Asked) -> Said:
        return Said(body=json.dumps(handler(json.loads(asked.body), None)).encode())

    with serving() as functions, contextlib.closing(Between(functions.url)) as between:
        functions.respond = invoke
        environment = {**deps.settings.environment, "AWS_ENDPOINT_URL_LAMBDA": between.url}
        settings = Settings({**environment, "BILLING_GATEWAY_FUNCTION": "gateway"})
        deps.__dict__["payments"] = InvokedPayments(settings)
        for _ in range(2):
            assert ana.post("/payments/checkout", {"plan": "basic", "method": "pix"}).status == 200
            between.forget()
    asked = [json.loads(each.body)["operation"] for each in functions.asked]
    assert asked == ["customer", "checkout"] * 2


def test_the_gateway_distinguishes_a_refusal_from_an_outage(
    invoked: InvokedPayments, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PaymentsRefusedError, match="resource_missing"):
        invoked.subscription("sub_nobody")
    with pytest.raises(PaymentsRefusedError, match="no operation"):
        invoked._call("payout")
    with pytest.raises(PaymentsUnavailableError, match="TypeError"):
        invoked._call("refund", nonsense=1)
    monkeypatch.setenv("STRIPE_API_BASE", "http://127.0.0.1:1")
    gateway.stripe.cache_clear()
    with pytest.raises(PaymentsUnavailableError, match="APIConnectionError"):
        invoked.subscription("sub_nobody")


def test_an_erased_customer_is_deleted_at_stripe(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies
) -> None:
    buy(ana)
    tell()
    customer = next(stripe.world.all("customer"))["id"]
    with deps.db.transaction():
        outbox.publish(deps, "billing", {"forget_customer": customer})
    outbox.relay(deps)
    tell()
    assert list(stripe.world.all("customer")) == []
    assert next(stripe.world.all("subscription"))["status"] == "canceled"
