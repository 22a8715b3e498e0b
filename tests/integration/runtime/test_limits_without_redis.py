"""Redis is stopped: PostgreSQL counts the limits that protect passwords and mailboxes, and by the same rules."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local.servers.redis import Redis
from recoloca.adapters.cache import Cache
from recoloca.adapters.redis_connection import connect
from recoloca.privacy.retention import clean_up
from recoloca.runtime import rate_limit
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from recoloca.runtime.rate_limit import Limit, enforce
from tests.support.api import Api
from tests.support.queues import Mailbox, Workers

SLOW = Limit("slow", rate=1 / 600, burst=3)
ANA = {"name": "Ana Souza", "email": "ana@example.com", "password": "uma senha comprida"}
RIGHT = {"email": ANA["email"], "password": ANA["password"]}
WRONG = {**RIGHT, "password": "outra coisa qualquer"}


@pytest.fixture
def server(tmp_path: Path, deps: Dependencies) -> Iterator[Redis]:
    """A Redis of this test, which the dependencies use."""
    server = Redis(log=tmp_path / "redis.log")
    server.start()
    try:
        server.wait()
        settings = type(deps.settings)({**deps.settings.environment, "REDIS_URL": server.url})
        deps.__dict__["cache"] = Cache(lambda: connect(settings))
        assert deps.cache.ping()
        yield server
    finally:
        server.stop()


@pytest.fixture
def stopped(server: Redis, deps: Dependencies) -> None:
    server.stop()
    assert not deps.cache.ping()


def allowed(deps: Dependencies, limit: Limit, who: str) -> bool:
    try:
        enforce(deps, limit, who)
    except Problem:
        return False
    return True


def login_from(api: Api, number: int, form: dict[str, str]) -> int:
    address = {"cloudfront-viewer-address": f"10.1.{number // 250}.{number % 250}:443"}
    return api.post("/auth/login", form, headers=address).status


@pytest.mark.usefixtures("stopped")
def test_a_burst_is_allowed_and_the_next_request_waits(deps: Dependencies) -> None:
    told = [enforce(deps, SLOW, "ana")["ratelimit"] for _ in range(4)]
    assert told == [f'"slow";r={left};t=0' for left in (3, 2, 1, 0)]
    with pytest.raises(Problem) as caught:
        enforce(deps, SLOW, "ana")
    assert caught.value.code == "RATE_LIMIT_EXCEEDED"
    assert 570 < int(caught.value.headers["retry-after"]) <= 600


@pytest.mark.usefixtures("stopped")
def test_each_caller_has_a_separate_limit(deps: Dependencies) -> None:
    once = Limit("once", rate=1 / 600, burst=0)
    other = Limit("other", rate=1 / 600, burst=0)
    asked = [(once, "ana"), (once, "bia"), (other, "ana"), (once, "ana")]
    assert [allowed(deps, limit, who) for limit, who in asked] == [True, True, True, False]


@pytest.mark.usefixtures("stopped")
def test_concurrent_requests_cannot_pass_a_limit_together(deps: Dependencies) -> None:
    def ask(_number: int) -> bool:
        own = Dependencies(deps.settings)
        own.__dict__["cache"] = deps.cache
        with contextlib.closing(own.db):
            return allowed(own, SLOW, "ana")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(24))) == 4


@pytest.mark.usefixtures("stopped")
def test_the_limit_of_all_requests_of_a_user_is_not_counted(deps: Dependencies) -> None:
    assert all(allowed(deps, rate_limit.API, "ana") for _ in range(40))
    assert deps.db.fetch_one("SELECT count(*) AS n FROM rate_limits") == {"n": 0}


@pytest.mark.usefixtures("stopped")
def test_guesses_at_a_password_are_limited(api: Api) -> None:
    api.post("/auth/register", ANA)
    answers = [login_from(api, number, WRONG) for number in range(20)]
    assert answers[:10] == [401] * 10
    assert set(answers[12:]) == {429}


@pytest.mark.usefixtures("stopped")
def test_right_passwords_do_not_count_as_guesses(api: Api) -> None:
    api.post("/auth/register", ANA)
    assert {login_from(api, number, RIGHT) for number in range(15)} == {200}


@pytest.mark.usefixtures("stopped")
def test_mails_to_one_mailbox_are_limited(api: Api, workers: Workers, mailbox: Mailbox) -> None:
    api.post("/auth/register", ANA)
    form = {"email": ANA["email"]}
    headers = [{"cloudfront-viewer-address": f"10.3.0.{number}:443"} for number in range(10)]
    answers = [api.post("/auth/forgot-password", form, headers=each).status for each in headers]
    assert answers.count(429) == 6


def test_guesses_go_on_being_limited_when_redis_stops(api: Api, server: Redis) -> None:
    api.post("/auth/register", ANA)
    before = [login_from(api, number, WRONG) for number in range(20)]
    server.stop()
    after = [login_from(api, number, WRONG) for number in range(20, 60)]
    assert before.count(401) + after.count(401) <= 24
    assert after[-1] == 429


@pytest.mark.usefixtures("stopped")
def test_counts_without_effect_are_removed(deps: Dependencies) -> None:
    enforce(deps, Limit("quick", rate=1000, burst=0), "ana")
    enforce(deps, SLOW, "bia")
    assert deps.db.fetch_one("SELECT count(*) AS n FROM rate_limits") == {"n": 2}
    assert clean_up(deps)["rate_limits"] == 1
