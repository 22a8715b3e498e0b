"""Stripe under the test's control: the real SDK calls the fake, and the test decides when its events are delivered."""

from __future__ import annotations

from typing import Any

import httpx

from infra.local.fake_stripe import API_KEY
from infra.local.fake_stripe.delivery import signed
from infra.local.fake_stripe.server import FakeStripe
from infra.local.fake_stripe.world import Object
from recoloca.adapters.stripe_payments import StripePayments
from recoloca.runtime.clock import Clock
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api, ApiResponse


class FakePayments(StripePayments):
    """`Payments` through the SDK against `fake`."""

    def __init__(self, fake: FakeStripe) -> None:
        super().__init__(API_KEY, fake.url)
        self.fake = fake


def emptied(fake: FakeStripe, clock: Clock) -> FakeStripe:
    world = fake.world
    world.clock = clock
    world.objects.clear()
    world.events.clear()
    world.answers.clear()
    fake.events.clear()
    return fake


def fake_of(deps: Dependencies) -> FakeStripe:
    assert isinstance(deps.payments, FakePayments)
    return deps.payments.fake


def webhook(api: Api, event: Object, **changes: Any) -> ApiResponse:
    """Deliver one event as Stripe does."""
    now = int(api.dependencies.clock().timestamp()) - changes.get("age", 0)
    body, signature = signed(event, now, **({"secret": changes["secret"]} if "secret" in changes else {}))
    return api.post(
        "/payments/webhook",
        raw=changes.get("body", body),
        headers={"stripe-signature": changes.get("signature", signature)},
    )


def press(page: str, action: str) -> httpx.Response:
    """Press a button on a hosted page."""
    return httpx.post(f"{page}/{action}", trust_env=False)


def buy(api: Api, plan: str = "basic", method: str = "card") -> None:
    """Check out and pay. The webhook is not delivered yet."""
    answer = api.post("/payments/checkout", {"plan": plan, "method": method})
    assert answer.status == 200, answer.body
    assert press(answer.json["url"], method).status_code == 303
