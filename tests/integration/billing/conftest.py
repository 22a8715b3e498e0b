"""Buyers, and the delivery of Stripe's events to the queue's function."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infra.local.fake_stripe.server import FakeStripe
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.queues import Workers
from tests.support.stripe import webhook


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


class Told:
    """Delivers the events that Stripe has made since the last call, and runs the queue's function."""

    def __init__(self, api: Api, stripe: FakeStripe, workers: Workers) -> None:
        self._api = api
        self._stripe = stripe
        self._workers = workers

    def __call__(self, *, backwards: bool = False, times: int = 1) -> None:
        events = list(self._stripe.events)
        self._stripe.events.clear()
        for event in reversed(events) if backwards else events:
            for _ in range(times):
                assert webhook(self._api, event).status == 200
        self._workers.run("billing", "billing_worker")
        if self._stripe.events:
            self()


@pytest.fixture
def tell(api: Api, stripe: FakeStripe, workers: Workers) -> Told:
    return Told(api, stripe, workers)


@pytest.fixture
def kinds(deps: Dependencies) -> Callable[[], list[str]]:
    """The kinds of all notifications, oldest first, without those of the registration."""

    def read() -> list[str]:
        rows = deps.db.fetch_all("SELECT kind FROM notifications WHERE in_app ORDER BY created_at, id")
        return [row["kind"] for row in rows if row["kind"] != "welcome"]

    return read
