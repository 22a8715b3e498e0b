"""Exact rate limits in Redis (docs/requirements.md): the API allows 10 requests a second and a burst of 20 for each
user; login allows 1 request a second for each address.

AWS WAF applies coarser limits before these. While Redis is unavailable, PostgreSQL counts the limits that protect
passwords and mailboxes (`Limit.kept`), and the others limit nothing.

A limit delays a caller and never locks an account. Wrong passwords from unknown devices count against the account.
Wrong passwords from a known device count against that device (`http/known_device.py`). An attacker on an unknown
device therefore cannot use up the attempts of the owner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from recoloca.limits import repository
from recoloca.runtime import cache_keys
from recoloca.runtime.problems import Problem

if TYPE_CHECKING:
    from recoloca.runtime.dependencies import Dependencies

# The generic cell rate algorithm (GCRA): one key holds the theoretical arrival time of the next request.
# The script reads the time from the Redis server, because the clocks of Lambda environments differ.
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
return 1
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `rate` requests a second in the long run, and `burst` further requests at once."""

    name: str
    rate: float
    burst: int
    kept: bool = True
    """Whether PostgreSQL counts it while Redis is unavailable."""


API: Final = Limit("api", rate=10, burst=20, kept=False)
LOGIN: Final = Limit("login", rate=1, burst=5)
MAIL: Final = Limit("mail", rate=0.1, burst=5)
EXPORT: Final = Limit("export", rate=1 / 600, burst=3)
TELEMETRY: Final = Limit("telemetry", rate=1, burst=20, kept=False)
REGISTER: Final = Limit("register", rate=0.2, burst=10)
PASSWORD: Final = Limit("password", rate=1 / 60, burst=10)
"""Wrong passwords for one account, from all addresses together."""
KNOWN_ADDRESS: Final = Limit("known_address", rate=1 / 3600, burst=4)
"""Responses to one network that say "this e-mail address has an account": five in an hour, then one an hour."""
RECIPIENT: Final = Limit("recipient", rate=1 / 600, burst=3)
"""E-mails with a link to one mailbox. A caller who is not logged in can request them."""
UNCONFIRMED: Final = Limit("unconfirmed", rate=1 / 3600, burst=4)
"""Other e-mails to one mailbox that is not yet confirmed: five in an hour, then one an hour."""
REFRESH: Final = Limit("refresh", rate=10, burst=20, kept=False)
"""Session renewals from one address. Every opened page renews its session, and a whole office can share an address."""


def enforce(deps: Dependencies, limit: Limit, who: str) -> dict[str, str]:
    """Count one request of the caller `who`. Returns the `RateLimit` headers for the response.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`, with `Retry-After` in whole seconds.
        DatabaseUnavailable: neither Redis nor PostgreSQL can count a limit that is kept. The response is 503.
    """
    policy = f'"{limit.name}";q={limit.burst};w={max(1, math.ceil(limit.burst / limit.rate))}'
    answer = _count(deps, limit, cache_keys.rate(limit.name, who))
    if answer is None:
        return {"ratelimit-policy": policy}
    allowed, left, wait = answer
    headers = {"ratelimit-policy": policy, "ratelimit": f'"{limit.name}";r={left};t={math.ceil(wait)}'}
    if not allowed:
        seconds = max(1, math.ceil(wait))
        raise Problem(
            "RATE_LIMIT_EXCEEDED", headers={**headers, "retry-after": str(seconds)}, retry_after=seconds
        )
    return headers


def _count(deps: Dependencies, limit: Limit, key: str) -> repository.Counted | None:
    """Count in Redis, else in PostgreSQL; None where nothing counts."""
    answer = deps.cache.run_script(SCRIPT, [key], [1 / limit.rate, limit.burst])
    if answer is not None:
        return repository.Counted(bool(int(answer[0])), int(answer[1]), float(answer[2]))
    return repository.count(deps.db, key, 1 / limit.rate, limit.burst) if limit.kept else None


@contextmanager
def counting(deps: Dependencies, limit: Limit, who: str, code: str) -> Iterator[None]:
    """Count one request of `who` if the block ends with the problem `code`.

    The request is counted before the block and subtracted after any other outcome. Concurrent requests therefore
    cannot exceed the limit.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`, before the block runs.
    """
    enforce(deps, limit, who)
    try:
        yield
    except Problem as problem:
        if problem.code != code:
            _give_back(deps, limit, who)
        raise
    _give_back(deps, limit, who)


def _give_back(deps: Dependencies, limit: Limit, who: str) -> None:
    key = cache_keys.rate(limit.name, who)
    if deps.cache.run_script(GIVE_BACK, [key], [1 / limit.rate]) is None and limit.kept:
        repository.give_back(deps.db, key, 1 / limit.rate)
