"""`kill -9` of a function's process before each of its statements: a retry with the same key does the work once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Final

import pytest
import redis

from infra.local.fake_stripe.server import FakeStripe
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api, find_route
from tests.support.clock import HeldClock
from tests.support.cvs import CV, multipart
from tests.support.killed import KilledFunction

UPLOAD: Final = {"file_name": "cv.txt", "content_type": "text/plain", "size": 1000}
REQUESTS: Final[list[tuple[str, dict[str, Any], str, int]]] = [
    ("/cv/upload", {"body": UPLOAD}, "cv_analyses", 1),
    ("/cv/upload", multipart(CV), "cv_analyses", 1),
    ("/ai-coach/session", {"body": {"topic": "cv_review"}}, "ai_coach_sessions", 0),
]


def emptied(deps: Dependencies) -> None:
    """No rows, no used quota, no used limits."""
    for table in ("cv_analyses", "ai_coach_sessions", "quota_usage", "outbox"):
        deps.db.execute(f"DELETE FROM {table}")  # noqa: S608
    with redis.Redis.from_url(deps.settings.environment["REDIS_URL"]) as client:
        client.flushall()


def number(deps: Dependencies, query: Any) -> int:
    row = deps.db.fetch_one(query)
    return int(row["n"] or 0) if row else 0


@pytest.mark.parametrize(
    ("path", "request_", "table", "quota"), REQUESTS, ids=["permission", "file", "session"]
)
def test_a_process_killed_before_any_statement_leaves_one_result(
    new_user: Callable[[], Api],
    deps: Dependencies,
    clock: HeldClock,
    path: str,
    request_: dict[str, Any],
    table: str,
    quota: int,
) -> None:
    ana, began = new_user(), clock()
    with KilledFunction(deps, find_route("POST", path)[0].slug) as function:
        for before in itertools.count():
            emptied(deps)
            clock.now = began
            headers = {**request_.get("headers", {}), "idempotency-key": f"key {before}"}
            sent = {**request_, "headers": headers}
            died = function.dies(ana, path, before=before, **sent)
            clock.advance(seconds=61)
            assert ana.post(path, **sent).status == 200
            assert number(deps, f"SELECT count(*) AS n FROM {table}") == 1, before  # noqa: S608
            assert number(deps, "SELECT sum(used) AS n FROM quota_usage") == quota, before
            if not died:
                break
    assert before >= 3, "The claim, the work and the answer are statements of their own."


def test_a_checkout_killed_before_any_statement_leaves_one_page_to_pay(
    new_user: Callable[[], Api], deps: Dependencies, clock: HeldClock, stripe: FakeStripe
) -> None:
    """Nobody knows the page that a killed process made, and the retry expires it before it makes another."""
    body, began = {"plan": "basic", "method": "card"}, clock()
    with KilledFunction(deps, "payments_checkout") as function:
        for before in itertools.count():
            emptied(deps)
            clock.now, earlier = began, set(stripe.world.objects)
            ana, headers = new_user(), {"idempotency-key": f"key {before}"}
            died = function.dies(ana, "/payments/checkout", before=before, body=body, headers=headers)
            clock.advance(seconds=61)
            answer = ana.post("/payments/checkout", body, headers=headers)
            assert answer.status == 200
            pages = made(stripe, "checkout.session", earlier)
            assert [page["url"] for page in pages if page["status"] == "open"] == [answer.json["url"]], before
            assert len(made(stripe, "customer", earlier)) == 1, before
            if not died:
                break
    assert before >= 4, "The claim, the buyer, the customer and the answer are statements of their own."


def made(stripe: FakeStripe, kind: str, earlier: set[str]) -> list[dict[str, Any]]:
    """The objects at Stripe that are not among the earlier ones."""
    objects = stripe.world.objects.items()
    return [one for name, one in objects if name not in earlier and one["object"] == kind]
