"""A prepaid month by Pix: it ends at its time, and no paid time is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from infra.local.fake_stripe import checkout, subscriptions
from infra.local.fake_stripe.server import FakeStripe
from infra.local.fake_stripe.world import StripeError
from recoloca.runtime.dependencies import Dependencies
from tests.integration.billing.conftest import Told
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.queues import run_task
from tests.support.stripe import buy, press


def row(deps: Dependencies) -> dict[str, Any]:
    found = deps.db.fetch_one(
        """
        SELECT u.plan, s.status, s.method, s.current_period_end AS ends FROM users u
        LEFT JOIN subscriptions s ON s.user_id = u.id AND s.status = 'active'
        """
    )
    assert found is not None
    return found


def ends(deps: Dependencies) -> str:
    return str(row(deps)["ends"].isoformat()[:16])


def test_a_month_of_pix_ends_without_an_event(
    ana: Api, tell: Told, clock: HeldClock, deps: Dependencies, kinds: Callable[[], list[str]]
) -> None:
    buy(ana, "basic", "pix")
    tell()
    shown = ana.get("/payments/subscription").json
    assert (shown["plan"], shown["method"], shown["cancel_at_period_end"]) == ("basic", "pix", True)
    assert shown["current_period_end"] == "2026-12-24T12:00:00Z"
    clock.advance(days=29)
    assert run_task("billing_prepaid_end") == {"ended": 0}
    assert row(deps)["plan"] == "basic"
    clock.advance(days=1)
    assert run_task("billing_prepaid_end") == {"ended": 1}
    assert run_task("billing_prepaid_end") == {"ended": 0}
    assert row(deps) == {"plan": "free", "status": None, "method": None, "ends": None}
    assert kinds() == ["payment_succeeded", "subscription_ended"]


def test_an_unpaid_pix_changes_nothing(ana: Api, tell: Told, deps: Dependencies) -> None:
    ana.post("/payments/checkout", {"plan": "basic", "method": "pix"})
    tell()
    assert row(deps)["plan"] == "free"


def test_another_month_of_the_same_plan_is_added(
    ana: Api, tell: Told, clock: HeldClock, deps: Dependencies
) -> None:
    buy(ana, "basic", "pix")
    tell()
    clock.advance(minutes=10)
    buy(ana, "basic", "pix")
    tell()
    assert ends(deps) == "2027-01-24T12:00"
    assert len(ana.get("/payments/invoices").json["items"]) == 2


def test_the_rest_of_a_cheaper_month_is_credited_by_its_price(
    ana: Api, tell: Told, deps: Dependencies
) -> None:
    buy(ana, "basic", "pix")
    tell()
    buy(ana, "premium", "pix")
    tell()
    # 30 days of R$ 29,90 are worth 17 days 23 h 25 min of R$ 49,90; the new month is added.
    assert (row(deps)["plan"], ends(deps)) == ("premium", "2027-01-12T11:25")


def test_a_card_waits_for_the_end_of_the_prepaid_month(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies
) -> None:
    buy(ana, "premium", "pix")
    tell()
    buy(ana, "premium", "card")
    tell()
    assert (row(deps)["method"], row(deps)["plan"]) == ("card", "premium")
    assert ends(deps) == "2026-12-24T12:00"
    assert next(stripe.world.all("subscription"))["status"] == "trialing"
    assert len(ana.get("/payments/invoices").json["items"]) == 1


def test_a_pix_paid_beside_a_card_is_refunded(
    ana: Api, tell: Told, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StripeError(400, "checkout_session_not_open", "It is being paid this very moment.")

    url = ana.post("/payments/checkout", {"plan": "basic", "method": "pix"}).json["url"]
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(checkout, "expire", refuse)
        buy(ana, "premium", "card")
    assert press(url, "pix").status_code == 303
    tell()
    pages = ana.get("/payments/invoices").json["items"]
    assert {(page["method"], page["status"]) for page in pages} == {
        ("pix", "refunded"),
        ("card", "succeeded"),
    }
    assert row(deps)["plan"] == "premium"


def test_a_refunded_month_ends_at_once(
    ana: Api, tell: Told, stripe: FakeStripe, deps: Dependencies, kinds: Callable[[], list[str]]
) -> None:
    buy(ana, "basic", "pix")
    tell()
    subscriptions.refund(stripe.world, next(stripe.world.all("charge"))["payment_intent"])
    tell(times=2)
    assert row(deps)["plan"] == "free"
    (invoice,) = ana.get("/payments/invoices").json["items"]
    assert invoice["status"] == "refunded"
    assert kinds() == ["payment_succeeded", "subscription_ended"]


def test_a_refund_takes_back_only_its_own_month(
    ana: Api, tell: Told, stripe: FakeStripe, clock: HeldClock, deps: Dependencies
) -> None:
    buy(ana, "basic", "pix")
    tell()
    clock.advance(minutes=5)
    buy(ana, "basic", "pix")
    tell()
    subscriptions.refund(stripe.world, next(stripe.world.all("charge"))["payment_intent"])
    tell()
    assert (row(deps)["plan"], ends(deps)) == ("basic", "2026-12-24T12:00")
