"""A purchase on the whole local platform: edge, functions, gateway, Stripe's pages, webhook, queue and worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from infra.local.fake_stripe import API_KEY
from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from tests.support.stripe import press

PASSWORD = "uma senha comprida"


@pytest.fixture
def carla(platform: LocalPlatform) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{platform.url}/api", timeout=30, trust_env=False) as http:
        form = {"name": "Carla Dias", "email": "carla@example.com", "password": PASSWORD}
        answer = http.post("/auth/register", json=form)
        assert answer.status_code == 201, answer.text
        http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        yield http


def read(http: httpx.Client, path: str) -> Any:
    answer = http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def paid(http: httpx.Client) -> list[int]:
    return [each["amount_cents"] for each in read(http, "/payments/invoices")["items"]]


def kept(platform: LocalPlatform) -> tuple[str, bool, str]:
    """The plan, whether it ends, and the customer, from the database: the API limits the number of calls."""
    with psycopg.connect(platform.database_url) as connection:
        row = connection.execute(
            """
            SELECT plan, coalesce(cancel_at_period_end, false), stripe_customer_id
            FROM users u LEFT JOIN subscriptions s ON s.user_id = u.id WHERE email = 'carla@example.com'
            """
        ).fetchone()
    assert row is not None
    return row


def test_a_purchase_gives_the_plan_and_can_be_cancelled(platform: LocalPlatform, carla: httpx.Client) -> None:
    page = carla.post("/payments/checkout", json={"plan": "premium", "method": "card"})
    assert page.status_code == 200, page.text
    assert press(page.json()["url"], "card").status_code == 303
    assert wait_until(lambda: kept(platform)[0] == "premium", 30)
    assert read(carla, "/payments/subscription")["quota"]["cv_analyses"]["limit"] == 50
    assert wait_until(lambda: paid(carla) == [4990], 30, interval=0.5), (
        "the invoice's event comes after the subscription's"
    )
    portal = carla.post("/payments/portal").json()["url"]
    press(portal, "cancel")
    assert wait_until(lambda: kept(platform)[1], 30)
    assert read(carla, "/payments/subscription")["cancel_at_period_end"] is True

    *_, customer = kept(platform)
    erased = carla.request("DELETE", "/users/profile", json={"password": PASSWORD})
    assert erased.status_code == 204, erased.text
    assert platform.stripe is not None
    at_stripe = f"{platform.stripe.url}/v1/customers/{customer}"
    key = {"authorization": f"Bearer {API_KEY}"}

    def forgotten() -> bool:
        return bool(httpx.get(at_stripe, headers=key, trust_env=False).json().get("deleted"))

    assert wait_until(forgotten, 30)
