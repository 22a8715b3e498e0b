"""Stripe's events arrive twice, late, in any order, and with false signatures."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from stripe import WebhookSignature

from infra.local.fake_stripe import WEBHOOK_SECRET, subscriptions
from infra.local.fake_stripe.delivery import signed
from infra.local.fake_stripe.server import FakeStripe
from recoloca.adapters.payments import PaymentsUnavailableError, SubscriptionState
from recoloca.billing.events import handle_message
from recoloca.runtime.dependencies import Dependencies
from tests.integration.billing.conftest import Told
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.queues import Workers, deliver
from tests.support.stripe import FakePayments, buy, webhook


def plan(deps: Dependencies) -> str:
    row = deps.db.fetch_one("SELECT plan FROM users")
    assert row is not None
    return str(row["plan"])


def open_events(deps: Dependencies) -> int:
    return len(deps.db.fetch_all("SELECT id FROM stripe_events WHERE processed_at IS NULL"))


def test_an_event_that_arrives_three_times_counts_once(
    ana: Api, tell: Told, deps: Dependencies, kinds: Callable[[], list[str]]
) -> None:
    buy(ana, "basic", "pix")
    tell(times=3)
    row = deps.db.fetch_one("SELECT count(*) AS n FROM stripe_events")
    assert row == {"n": 2}
    assert len(ana.get("/payments/invoices").json["items"]) == 1
    assert ana.get("/payments/subscription").json["current_period_end"] == "2026-12-24T12:00:00Z"
    assert kinds() == ["payment_succeeded"]


def test_a_queue_message_that_arrives_twice_counts_once(
    ana: Api, stripe: FakeStripe, deps: Dependencies, workers: Workers, kinds: Callable[[], list[str]]
) -> None:
    buy(ana)
    for event in stripe.events:
        webhook(ana, event)
        for _ in range(2):
            handle_message(deps, {"id": "x", "event_id": event["id"]})
    workers.run("billing", "billing_worker")
    assert kinds() == ["payment_succeeded"]
    assert plan(deps) == "basic"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_events_does_not_matter(
    ana: Api,
    stripe: FakeStripe,
    deps: Dependencies,
    workers: Workers,
    kinds: Callable[[], list[str]],
    order: tuple[int, ...],
) -> None:
    buy(ana, "premium")
    for place in order:
        webhook(ana, stripe.events[place])
        workers.run("billing", "billing_worker")
    assert plan(deps) == "premium"
    assert kinds() == ["payment_succeeded"]
    assert open_events(deps) == 0


@pytest.mark.parametrize("method", ["card", "pix"])
def test_a_refund_that_arrives_before_its_payment_waits_for_it(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies, workers: Workers, method: str
) -> None:
    buy(ana, "basic", method)
    paid = list(stripe.events)
    stripe.events.clear()
    subscriptions.refund(stripe.world, next(stripe.world.all("charge"))["payment_intent"])
    (refund,) = stripe.events
    stripe.events.clear()
    webhook(ana, refund)
    (message,) = workers.take("billing")
    assert len(deliver("billing_worker", message)) == 1
    assert open_events(deps) == 1
    stripe.events.extend(paid)
    tell()
    assert plan(deps) == "basic"
    assert deliver("billing_worker", message) == []
    tell()
    assert plan(deps) == "free"
    assert open_events(deps) == 0


def test_a_late_event_does_not_bring_a_cancelled_subscription_back(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies
) -> None:
    buy(ana)
    late = stripe.events.pop(0)
    assert late["type"] == "customer.subscription.created"
    tell()
    subscriptions.cancel(stripe.world, next(stripe.world.all("subscription")))
    tell()
    assert plan(deps) == "free"
    webhook(ana, late)
    tell()
    assert plan(deps) == "free"


def test_a_state_older_than_the_stored_one_is_read_again(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(ana)
    tell()
    subscriptions.set_cancel_at_period_end(stripe.world, next(stripe.world.all("subscription")), wanted=True)
    event = stripe.events.pop()
    webhook(ana, event)
    true_answer = deps.payments.subscription
    asked = []

    def overtaken(subscription_id: str) -> SubscriptionState:
        asked.append(subscription_id)
        if len(asked) == 1:
            stale = true_answer(subscription_id)
            deps.db.execute("UPDATE subscriptions SET version = version + 1")
            return SubscriptionState(stale.id, stale.customer_id, "premium", "active", 0, 1, cancels=False)
        return true_answer(subscription_id)

    monkeypatch.setattr(deps.payments, "subscription", overtaken)
    handle_message(deps, {"event_id": event["id"]})
    shown = ana.get("/payments/subscription").json
    assert len(asked) == 2
    assert (shown["plan"], shown["cancel_at_period_end"]) == ("basic", True)


def test_an_event_waits_with_its_reason_while_stripe_is_silent(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies, workers: Workers
) -> None:
    buy(ana)
    event = next(each for each in stripe.events if each["type"] == "invoice.paid")
    webhook(ana, event)
    payments = deps.payments
    deps.__dict__["payments"] = FakePayments(stripe_elsewhere(stripe))
    with pytest.raises(PaymentsUnavailableError):
        handle_message(deps, {"event_id": event["id"]})
    row = deps.db.fetch_one("SELECT error FROM stripe_events WHERE id = %s", (event["id"],))
    assert row is not None
    assert "PaymentsUnavailableError" in row["error"]
    assert ana.post("/payments/checkout", {"plan": "basic"}).code == "SERVICE_UNAVAILABLE"
    deps.__dict__["payments"] = payments
    workers.run("billing", "billing_worker")
    assert plan(deps) == "basic"
    assert open_events(deps) == 0


def stripe_elsewhere(stripe: FakeStripe) -> FakeStripe:
    """A Stripe at an address where no server listens."""
    nowhere = FakeStripe.__new__(FakeStripe)
    nowhere.url = "http://127.0.0.1:1"
    nowhere.events = stripe.events
    return nowhere


def test_an_event_about_an_erased_account_is_ignored(ana: Api, tell: Told, deps: Dependencies) -> None:
    buy(ana)
    deps.db.execute("DELETE FROM users")
    tell()
    assert open_events(deps) == 0


def test_unknown_events_are_accepted_and_ignored(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    event = {
        "id": "evt_1", "type": "price.updated", "created": clock().timestamp(), "data": {"object": {"id": "p"}},
    }  # fmt: skip
    assert webhook(ana, event).json == {"received": True}
    assert open_events(deps) == 0


def test_only_a_signature_of_stripe_is_accepted(
    ana: Api, stripe: FakeStripe, deps: Dependencies, clock: HeldClock
) -> None:
    buy(ana, "premium")
    event = stripe.events[0]
    stamp = int(clock().timestamp())
    good, signature = signed(event, stamp)
    liars = (
        {"secret": "whsec_guess"},
        {"age": 301},
        {"age": -301},
        {"signature": ""},
        {"signature": f"t={stamp}"},
        {"signature": f"t=²,v1={'0' * 64}"},
        {"signature": "t=1,v1=é"},
        {"body": good.replace(b"active", b"paused")},
    )
    for lie in liars:
        assert webhook(ana, event, **lie).code == "SIGNATURE_INVALID", lie
    assert deps.db.fetch_all("SELECT id FROM stripe_events") == []
    both = f"t={stamp},v1={'0' * 64},{signature.partition(',')[2]}"
    assert webhook(ana, event, signature=both).status == 200


def test_our_check_agrees_with_the_sdks_signature(ana: Api, stripe: FakeStripe, clock: HeldClock) -> None:
    buy(ana)
    body = json.dumps(stripe.events[0])
    stamp = int(clock().timestamp())
    mac = WebhookSignature._compute_signature(f"{stamp}.{body}", WEBHOOK_SECRET)
    answer = ana.post(
        "/payments/webhook", raw=body.encode(), headers={"stripe-signature": f"t={stamp},v1={mac}"}
    )
    assert answer.status == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"id": "e", "type": "invoice.paid", "created": 1e400}']
)
def test_a_signed_body_that_is_no_event_is_refused(ana: Api, clock: HeldClock, body: bytes) -> None:
    stamp = int(clock().timestamp())
    mac = WebhookSignature._compute_signature(f"{stamp}.{body.decode()}", WEBHOOK_SECRET)
    headers = {"stripe-signature": f"t={stamp},v1={mac}"}
    assert ana.post("/payments/webhook", raw=body, headers=headers).code == "REQUEST_MALFORMED"
