"""Exact rate limits in Redis: API 10/s with a burst of 20 a user, login 1/s an address (docs/requirements.md).

WAF's own rules are coarser and come before these. Without Redis nothing is limited here.

A limit slows. None of them locks an account: guesses from an unknown device count by the account and those from a known
device by that device (`http/known_device.py`), so a stranger's guesses never use up what the owner has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from recoloca.adapters.cache import Cache
from recoloca.runtime import cache_keys
from recoloca.runtime.problems import Problem

# GCRA: one key holds the theoretical arrival time of the next request; the server's clock rules for everybody.
SCRIPT: Final = """
local now = redis.call('TIME')
local t = now[1] + now[2] / 1000000
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), t)
local wait = tat - t - interval * burst
if wait > 0 then return {0, 0, tostring(wait)} end
redis.call('SET', KEYS[1], tostring(tat + interval), 'PX', math.ceil((tat + interval - t) * 1000) + 1000)
local left = math.floor((t + interval * burst - tat) / interval)
return {1, left, '0'}
"""

GIVE_BACK: Final = """
local tat = redis.call('GET', KEYS[1])
if tat then redis.call('SET', KEYS[1], tostring(tonumber(tat) - tonumber(ARGV[1])), 'KEEPTTL') end
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """`rate` requests a second, and `burst` more at once."""

    name: str
    rate: float
    burst: int


API: Final = Limit("api", rate=10, burst=20)
LOGIN: Final = Limit("login", rate=1, burst=5)
MAIL: Final = Limit("mail", rate=0.1, burst=5)
EXPORT: Final = Limit("export", rate=1 / 600, burst=3)
TELEMETRY: Final = Limit("telemetry", rate=1, burst=20)
REGISTER: Final = Limit("register", rate=0.2, burst=10)
PASSWORD: Final = Limit("password", rate=1 / 60, burst=10)
"""Wrong guesses at the password of one account, whatever address they come from."""
KNOWN_ADDRESS: Final = Limit("known_address", rate=1 / 3600, burst=4)
"""Answers to one network that an e-mail address has an account: five in an hour, then one an hour."""
RECIPIENT: Final = Limit("recipient", rate=1 / 600, burst=3)
"""Mails with a link that anybody may ask for, to one mailbox."""
UNCONFIRMED: Final = Limit("unconfirmed", rate=1 / 3600, burst=4)
"""Other mails to one mailbox whose owner has not confirmed it: five in an hour, then one an hour."""
REFRESH: Final = Limit("refresh", rate=10, burst=20)
"""Every page that is opened renews its session, and a whole office may stand behind one address."""


def enforce(cache: Cache, limit: Limit, who: str) -> dict[str, str]:
    """Count one request of `who` and return the `RateLimit` headers for the answer.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`, with `Retry-After` in whole seconds.
    """
    key = cache_keys.rate(limit.name, who)
    answer = cache.run_script(SCRIPT, [key], [1 / limit.rate, limit.burst])
    policy = f'"{limit.name}";q={limit.burst};w={max(1, math.ceil(limit.burst / limit.rate))}'
    if answer is None:
        return {"ratelimit-policy": policy}
    allowed, left, wait = int(answer[0]), int(answer[1]), float(answer[2])
    headers = {"ratelimit-policy": policy, "ratelimit": f'"{limit.name}";r={left};t={math.ceil(wait)}'}
    if not allowed:
        seconds = max(1, math.ceil(wait))
        raise Problem(
            "RATE_LIMIT_EXCEEDED", headers={**headers, "retry-after": str(seconds)}, retry_after=seconds
        )
    return headers


@contextmanager
def counting(cache: Cache, limit: Limit, who: str, code: str) -> Iterator[None]:
    """Count what happens inside only when it ends with the problem `code`.

    It is counted before and given back after, so that many requests at once cannot all pass.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`; nothing inside has happened then.
    """
    enforce(cache, limit, who)
    try:
        yield
    except Problem as problem:
        if problem.code != code:
            _give_back(cache, limit, who)
        raise
    _give_back(cache, limit, who)


def _give_back(cache: Cache, limit: Limit, who: str) -> None:
    cache.run_script(GIVE_BACK, [cache_keys.rate(limit.name, who)], [1 / limit.rate])
