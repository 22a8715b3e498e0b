"""The number of allowed requests, and the waiting time that the others are told."""

from __future__ import annotations

import time

import pytest

from recoloca.runtime import cache_keys, rate_limit
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from recoloca.runtime.rate_limit import Limit, enforce

SLOW = Limit("slow", rate=1 / 600, burst=3)
"""One more request every ten minutes: the duration of the test does not matter."""


def refusal(deps: Dependencies, limit: Limit, who: str) -> Problem:
    with pytest.raises(Problem) as caught:
        enforce(deps, limit, who)
    return caught.value


def test_the_limits_are_those_of_the_guide_and_our_own() -> None:
    """Requests a second, and the additional requests of a burst."""
    limits = [each for each in vars(rate_limit).values() if isinstance(each, Limit)]
    assert {each.name: (each.rate, each.burst) for each in limits} == {
        "api": (10, 20),
        "login": (1, 5),
        "mail": (0.1, 5),
        "export": (1 / 600, 3),
        "telemetry": (1, 20),
        "register": (0.2, 10),
        "password": (1 / 60, 10),
        "known_address": (1 / 3600, 4),
        "recipient": (1 / 600, 3),
        "unconfirmed": (1 / 3600, 4),
        "refresh": (10, 20),
    }


def test_a_burst_is_allowed_and_the_next_request_is_refused(deps: Dependencies) -> None:
    told = [enforce(deps, SLOW, "ana") for _ in range(4)]
    assert [headers["ratelimit"] for headers in told] == [f'"slow";r={left};t=0' for left in (3, 2, 1, 0)]
    assert {headers["ratelimit-policy"] for headers in told} == {'"slow";q=3;w=1800'}
    assert refusal(deps, SLOW, "ana").code == "RATE_LIMIT_EXCEEDED"


def test_the_wait_is_the_time_until_the_next_request_is_let_through(deps: Dependencies) -> None:
    for _ in range(4):
        enforce(deps, SLOW, "ana")
    problem = refusal(deps, SLOW, "ana")
    seconds = int(problem.headers["retry-after"])
    assert 570 < seconds <= 600
    assert problem.extras["retry_after"] == seconds
    assert problem.headers["ratelimit"] == f'"slow";r=0;t={seconds}'
    assert problem.headers["ratelimit-policy"] == '"slow";q=3;w=1800'


def test_a_wait_of_less_than_a_second_is_rounded_up_to_one(deps: Dependencies) -> None:
    quick = Limit("quick", rate=2, burst=0)
    enforce(deps, quick, "ana")
    assert refusal(deps, quick, "ana").headers["retry-after"] == "1"


def test_a_request_after_the_stated_wait_is_allowed(deps: Dependencies) -> None:
    quick = Limit("quick", rate=2, burst=0)
    enforce(deps, quick, "ana")
    problem = refusal(deps, quick, "ana")
    time.sleep(int(problem.headers["retry-after"]))
    assert enforce(deps, quick, "ana")["ratelimit"] == '"quick";r=0;t=0'


def test_refused_requests_do_not_lengthen_the_wait(deps: Dependencies) -> None:
    for _ in range(4):
        enforce(deps, SLOW, "ana")
    waits = [int(refusal(deps, SLOW, "ana").headers["retry-after"]) for _ in range(20)]
    assert max(waits) <= 600


def test_each_caller_has_a_separate_limit(deps: Dependencies) -> None:
    once = Limit("once", rate=1 / 600, burst=0)
    enforce(deps, once, "ana")
    enforce(deps, once, "bia")
    enforce(deps, Limit("other", rate=1 / 600, burst=0), "ana")
    assert refusal(deps, once, "ana").code == "RATE_LIMIT_EXCEEDED"


def test_the_server_deletes_unused_counts(deps: Dependencies) -> None:
    """A second after the last request stops counting: 4 requests of ten minutes each, and that second."""
    for _ in range(4):
        enforce(deps, SLOW, "ana")
    left = deps.cache.run_script("return redis.call('PTTL', KEYS[1])", [cache_keys.rate("slow", "ana")], [])
    assert 2_371_000 < left <= 2_401_000
