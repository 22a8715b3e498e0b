"""A customer at Stripe is created once and deleted with the account, whatever fails in between."""

from __future__ import annotations

import pytest

from infra.local.fake_stripe import checkout
from infra.local.fake_stripe.server import FakeStripe
from infra.local.fake_stripe.world import StripeError
from recoloca.privacy.erasure import erase
from recoloca.runtime.dependencies import Dependencies
from tests.integration.billing.conftest import Told
from tests.support.api import Api
from tests.support.person import PASSWORD, Person
from tests.support.queues import run_task

ORDER = {"plan": "basic", "method": "pix"}


@pytest.fixture
def ana(deps: Dependencies, api: Api) -> Person:
    return Person(deps, api, "ana")


def fail_to_sell(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout whose page Stripe cannot make."""

    def refuse(*_: object) -> None:
        raise StripeError(400, "api_error", "No page today.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(checkout, "create", refuse)
        assert person.api.post("/payments/checkout", ORDER).status == 503


def test_a_customer_without_a_checkout_is_deleted_at_stripe_too(
    ana: Person, stripe: FakeStripe, tell: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_sell(ana, monkeypatch)
    assert len(list(stripe.world.all("customer"))) == 1
    assert ana.api.request("DELETE", "/users/profile", {"password": PASSWORD}).status == 204
    tell()
    assert list(stripe.world.all("customer")) == []


def test_a_new_name_or_language_does_not_block_another_try(
    ana: Person, stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_sell(ana, monkeypatch)
    ana.deps.db.execute("UPDATE users SET stripe_customer_id = NULL")  # as if the process had died before
    assert ana.api.request("PATCH", "/users/profile", {"name": "Ana Souza", "language": "en"}).status == 200
    english = {"accept-language": "en"}
    assert ana.api.request("POST", "/payments/checkout", ORDER, headers=english).status == 200
    (customer,) = stripe.world.all("customer")
    assert (customer["name"], customer["email"]) == ("Ana Souza", ana.email)
    assert customer["preferred_locales"] == ["en"]


def test_a_customer_of_an_account_erased_meanwhile_is_deleted(
    deps: Dependencies, ana: Person, stripe: FakeStripe, tell: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = deps.payments.customer

    def overtaken(user_id: str, known_id: str | None) -> str:
        made = make(user_id, known_id)
        erase(deps, ana.user_id)
        return made

    monkeypatch.setattr(deps.payments, "customer", overtaken)
    assert ana.api.post("/payments/checkout", ORDER).status == 401
    (customer,) = stripe.world.all("customer")
    assert customer["metadata"] == {"user_id": str(ana.user_id)}
    assert "email" not in customer, "nothing of a person, should this die before it is noted"
    run_task("outbox_relay")
    tell()
    assert list(stripe.world.all("customer")) == []
