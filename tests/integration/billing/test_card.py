"""A monthly payment by card: bought, renewed, declined, changed and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from infra.local.fake_stripe import subscriptions
from infra.local.fake_stripe.server import FakeStripe
from infra.local.fake_stripe.world import Object
from recoloca.runtime.dependencies import Dependencies
from tests.integration.billing.conftest import Told
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.stripe import buy, press


def subscription(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/payments/subscription").json
    return found


def at_stripe(stripe: FakeStripe) -> Object:
    return next(stripe.world.all("subscription"))


def plan_in_profile(api: Api) -> str:
    return str(api.get("/users/profile").json["plan"])


def test_a_card_payment_gives_plan_quota_and_invoice(
    ana: Api, tell: Told, kinds: Callable[[], list[str]]
) -> None:
    before = subscription(ana)
    assert (before["plan"], before["status"], before["quota"]["cv_analyses"]["limit"]) == ("free", "none", 3)
    assert plan_in_profile(ana) == "free"
    buy(ana, "premium")
    tell()
    shown = subscription(ana)
    assert shown["plan"] == "premium"
    assert (shown["status"], shown["method"], shown["cancel_at_period_end"]) == ("active", "card", False)
    assert shown["current_period_end"] == "2026-12-24T12:00:00Z"
    assert shown["quota"]["cv_analyses"]["limit"] == 50
    assert plan_in_profile(ana) == "premium"
    (invoice,) = ana.get("/payments/invoices").json["items"]
    assert (invoice["status"], invoice["amount_cents"], invoice["currency"]) == ("succeeded", 4990, "BRL")
    assert httpx.get(invoice["invoice_url"], trust_env=False).status_code == 200
    assert kinds() == ["payment_succeeded"]


def test_a_declined_card_changes_nothing_and_another_one_may_be_tried(
    ana: Api, tell: Told, kinds: Callable[[], list[str]]
) -> None:
    url = ana.post("/payments/checkout", {"plan": "basic"}).json["url"]
    assert "recusado" in press(url, "decline").text
    tell()
    assert subscription(ana)["plan"] == "free"
    assert ana.get("/payments/invoices").json["items"] == []
    assert press(url, "card").headers["location"] == "http://localhost:8080/payment?checkout=success"
    tell()
    assert subscription(ana)["plan"] == "basic"
    assert kinds() == ["payment_succeeded"]


def test_a_card_customer_changes_plans_in_the_portal_only(
    ana: Api, tell: Told, stripe: FakeStripe, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    tell()
    assert ana.post("/payments/checkout", {"plan": "premium"}).code == "SUBSCRIPTION_ACTIVE"
    portal = ana.post("/payments/portal").json["url"]
    premium = next(p for p in stripe.world.all("price") if p["metadata"]["plan"] == "premium")
    press(portal, premium["id"])
    tell()
    assert subscription(ana)["plan"] == "premium"
    assert kinds() == ["payment_succeeded", "plan_changed", "payment_succeeded"]


def test_cancelling_in_the_portal_keeps_the_plan_until_the_months_end(
    ana: Api, tell: Told, stripe: FakeStripe, clock: HeldClock, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    tell()
    portal = ana.post("/payments/portal").json["url"]
    press(portal, "cancel")
    tell()
    assert subscription(ana)["cancel_at_period_end"] is True
    assert subscription(ana)["plan"] == "basic"
    press(portal, "resume")
    tell()
    assert subscription(ana)["cancel_at_period_end"] is False
    press(portal, "cancel")
    clock.advance(days=31)
    subscriptions.renew(stripe.world, at_stripe(stripe), paid=True)
    tell()
    assert subscription_of_later(ana)["plan"] == "free"
    assert kinds()[-1] == "subscription_ended"


def subscription_of_later(api: Api) -> dict[str, Any]:
    """The user logs in again, because the access token is valid for only 15 minutes."""
    form = {"email": "pessoa1@example.com", "password": "uma senha comprida"}
    return subscription(api.as_user(api.as_user(None).post("/auth/login", form).json["access_token"]))


def test_a_failed_renewal_notifies_and_keeps_the_plan_during_retries(
    ana: Api, tell: Told, stripe: FakeStripe, clock: HeldClock, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    tell()
    clock.advance(days=30)
    subscriptions.renew(stripe.world, at_stripe(stripe), paid=False)
    tell()
    late = subscription_of_later(ana)
    assert (late["plan"], late["status"]) == ("basic", "past_due")
    subscriptions.renew(stripe.world, at_stripe(stripe), paid=True)
    tell()
    assert subscription_of_later(ana)["status"] == "active"
    assert kinds() == ["payment_succeeded", "payment_failed", "payment_succeeded"]


def test_the_plan_ends_when_stripe_stops_retrying(
    ana: Api, tell: Told, stripe: FakeStripe, clock: HeldClock, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    tell()
    clock.advance(days=30)
    subscriptions.renew(stripe.world, at_stripe(stripe), paid=False)
    subscriptions.cancel(stripe.world, at_stripe(stripe))
    tell()
    assert subscription_of_later(ana)["plan"] == "free"
    assert set(kinds()) == {"payment_succeeded", "payment_failed", "subscription_ended"}


def refund(stripe: FakeStripe, number: int) -> None:
    """Refund a whole charge at Stripe, as an operator does. `number` counts from the first charge."""
    oldest_first = list(stripe.world.all("charge"))[::-1]
    subscriptions.refund(stripe.world, oldest_first[number]["payment_intent"])


def test_a_refunded_month_ends_the_subscription_and_is_not_paid_back_twice(
    ana: Api, tell: Told, stripe: FakeStripe, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    tell()
    refund(stripe, 0)
    tell(times=2)
    shown = subscription(ana)
    assert (shown["plan"], shown["status"]) == ("free", "canceled")
    assert at_stripe(stripe)["status"] == "canceled"
    assert next(stripe.world.all("customer")).get("balance", 0) == 0
    (invoice,) = ana.get("/payments/invoices").json["items"]
    assert invoice["status"] == "refunded"
    assert kinds() == ["payment_succeeded", "subscription_ended"]
    buy(ana, "premium")
    tell()
    assert subscription(ana)["plan"] == "premium"


def test_an_older_month_may_be_refunded_without_losing_the_one_that_runs(
    ana: Api, tell: Told, stripe: FakeStripe, clock: HeldClock
) -> None:
    buy(ana)
    tell()
    clock.advance(days=31)
    subscriptions.renew(stripe.world, at_stripe(stripe), paid=True)
    tell()
    refund(stripe, 0)
    tell()
    assert subscription_of_later(ana)["plan"] == "basic"
    refund(stripe, 1)
    tell()
    assert subscription_of_later(ana)["plan"] == "free"


def test_refunding_a_change_of_plan_keeps_the_plan(ana: Api, tell: Told, stripe: FakeStripe) -> None:
    buy(ana)
    tell()
    portal = ana.post("/payments/portal").json["url"]
    press(portal, next(p for p in stripe.world.all("price") if p["metadata"]["plan"] == "premium")["id"])
    tell()
    refund(stripe, 1)
    tell()
    assert subscription(ana)["plan"] == "premium"
    refund(stripe, 0)
    tell()
    assert subscription(ana)["plan"] == "free"


def test_a_new_checkout_page_closes_the_earlier_one(ana: Api) -> None:
    first = ana.post("/payments/checkout", {"plan": "basic"}).json["url"]
    second = ana.post("/payments/checkout", {"plan": "premium"}).json["url"]
    assert press(first, "card").status_code == 410
    assert press(second, "card").status_code == 303


def test_the_same_idempotency_key_gives_the_same_page(ana: Api, stripe: FakeStripe) -> None:
    key = {"idempotency-key": "k-1"}
    first = ana.post("/payments/checkout", {"plan": "basic"}, headers=key)
    again = ana.post("/payments/checkout", {"plan": "basic"}, headers=key)
    assert first.json == again.json
    assert len(list(stripe.world.all("checkout.session"))) == 1


def test_a_second_subscription_made_in_the_dashboard_ends_the_first(
    ana: Api, tell: Told, stripe: FakeStripe
) -> None:
    buy(ana)
    tell()
    first = at_stripe(stripe)
    subscriptions.subscribe(
        stripe.world, first["customer"], first["items"]["data"][0]["price"], {}, trial_end=None
    )
    tell()
    statuses = [each["status"] for each in stripe.world.all("subscription")]
    assert sorted(statuses) == ["active", "canceled"]
    assert first["status"] == "canceled"
    assert subscription(ana)["plan"] == "basic"


@pytest.mark.parametrize("plan", ["free", "load", "gold"])
def test_only_plans_on_sale_can_be_bought(ana: Api, plan: str) -> None:
    assert ana.post("/payments/checkout", {"plan": plan}).code == "VALIDATION_ERROR"


def test_a_user_without_a_purchase_has_no_portal(ana: Api) -> None:
    assert ana.post("/payments/portal").code == "SUBSCRIPTION_NONE"


def test_a_customer_deleted_at_stripes_can_buy_again(ana: Api, tell: Told, deps: Dependencies) -> None:
    buy(ana)
    tell()
    row = deps.db.fetch_one("SELECT stripe_customer_id AS id FROM users")
    assert row is not None
    deps.payments.forget(row["id"])
    tell()
    assert subscription(ana)["plan"] == "free"
    buy(ana, "premium")
    tell()
    assert subscription(ana)["plan"] == "premium"
