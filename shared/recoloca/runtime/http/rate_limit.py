"""Exact rate limits in Redis: API 10/s with a burst of 20 a user, login 1/s an address (docs/requirements.md).

WAF's own rules are coarser and stand before these. Without Redis nothing is limited here.
"""

from __future__ import annotations

import math
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
