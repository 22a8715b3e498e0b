"""Cache-aside on Redis: JSON only, `None` cacheable, one rebuild at a time; without Redis slower, never wrong."""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, ParamSpec, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.redis_connection import Command, RedisConnection, RedisRefusedError, UnavailableError
from recoloca.runtime.outside import read_json

P = ParamSpec("P")
T = TypeVar("T")

KEY_VERSION: Final = "v1"
"""Part of every key: raised when the shape of cached values changes, so that old ones are never read."""

REBUILD_SECONDS: Final = 5
"""How long one environment may rebuild a value alone before another one tries too."""

RETRY_AFTER_SECONDS: Final = 5
"""How long a Redis that did not answer is left alone, so that an outage costs one timeout, not one a request."""

WAIT_SECONDS: Final = 0.02
"""Between two looks for what another environment is making."""

# Acts only on a key that still holds the lease: whoever changes what a value is made of forgets the key, and with it
# the lease of everybody who may have read the old state. In the value's own key: scripts see one slot of a cluster.
END_LEASE: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
"""

_MISSING: Final = object()
logger = Logger(child=True)


def cache_key(*parts: object) -> str:
    """`v1:profile:<user id>`: readable, versioned, with the owner's id in it wherever a value belongs to someone."""
    return ":".join((KEY_VERSION, *map(str, parts)))


class Cache:
    """The performance guide's cache operations (`get`, `set`, `get_or_set`), safe against stampedes and outages.

    A value is stored as `{"v": value}`, which tells a cached `None` from a miss. While somebody makes one, its key has
    a lease in it, `{"lease": ...}`.
    """

    def __init__(
        self,
        connect: Callable[[], RedisConnection],
        metrics: Metrics | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = functools.cache(connect)
        self._metrics = metrics
        self._monotonic = monotonic
        self._sleep = sleep
        self._silent_until = 0.0

    def get(self, key: str, default: Any = None) -> Any:
        value = self._read(key)
        self._count("CacheMiss" if value is _MISSING else "CacheHit")
        return default if value is _MISSING else value

    def set(self, key: str, value: object, ttl: int | timedelta = 3600) -> bool:
        """Keep `value` for `ttl` (seconds); False when Redis did not take it."""
        return self._command("SET", key, _payload(value), "EX", _seconds(ttl)) is not _MISSING

    def delete(self, *keys: str) -> bool:
        """Forget keys; called by the service that writes what they were made of. False when one may be left."""
        # One command a key: a cluster, as ElastiCache Serverless always is, takes keys of one slot alone.
        return not keys or self._ask(*(("DEL", key) for key in keys)) is not _MISSING

    async def get_or_set(
        self,
        key: str,
        build: Callable[[], Awaitable[T]],
        ttl: int | timedelta = 3600,
        *,
        keep: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """The cached value, or what `build` makes, kept for `ttl` where `keep` says so.

        While one environment rebuilds a key, others wait for its value a little, then build it themselves: a lease
        whose holder died costs time, never an answer. What was made of something that has changed meanwhile, so that
        the key was deleted, is not kept.
        """
        value, lease = self._read(key), json.dumps({"lease": os.urandom(8).hex()})
        if value is _MISSING:
            value = self._value_or_lease(key, lease)
        self._count("CacheMiss" if value is _MISSING else "CacheHit")
        if value is not _MISSING:
            found: T = value
            return found
        payload = ""
        try:
            built = await build()
            if keep(built):
                payload = _payload(built)
            return built
        finally:
            self.run_script(END_LEASE, [key], [lease, payload, _seconds(ttl)])

    def ping(self) -> bool:
        return self._command("PING") is not _MISSING

    def statistics(self) -> dict[str, Any] | None:
        """The server's own counts since it started; None when it does not answer.

        A count that the server does not tell is None: AWS documents `INFO` for ElastiCache Serverless, and not what is
        in it.
        """
        said, keys = self._command("INFO"), self._command("DBSIZE")
        if said is _MISSING or keys is _MISSING:
            return None
        info = _information(said)
        hits, misses = info.get("keyspace_hits"), info.get("keyspace_misses")
        asked = hits + misses if hits is not None and misses is not None else 0
        return {
            "hits": hits,
            "misses": misses,
            "hit_rate": round((hits or 0) / asked, 4) if asked else None,
            "keys": keys,
            "memory_bytes": info.get("used_memory"),
            "memory_limit_bytes": info.get("maxmemory") or None,
            "evicted_keys": info.get("evicted_keys"),
            "expired_keys": info.get("expired_keys"),
            "clients": info.get("connected_clients"),
            "version": info.get("valkey_version") or info.get("redis_version"),
            "uptime_seconds": info.get("uptime_in_seconds"),
        }

    def run_script(self, script: str, keys: list[str], arguments: list[str | int | float]) -> Any:
        """Evaluate Lua at the server; None when Redis does not answer."""
        answer = self._command("EVAL", script, len(keys), *keys, *arguments)
        return None if answer is _MISSING else answer

    def _read(self, key: str) -> Any:
        raw = self._command("GET", key)
        if raw is _MISSING or raw is None:
            return _MISSING
        try:
            kept = read_json(raw)
            return _MISSING if "lease" in kept else kept["v"]
        except (ValueError, KeyError, TypeError):
            self.delete(key)
            return _MISSING

    def _value_or_lease(self, key: str, lease: str) -> Any:
        """What another environment makes, when it comes in time; else it is for the caller to make."""
        deadline = self._monotonic() + REBUILD_SECONDS
        while self._command("SET", key, lease, "NX", "EX", REBUILD_SECONDS) is None:
            value = self._read(key)
            if value is not _MISSING or self._monotonic() >= deadline:
                return value
            self._sleep(WAIT_SECONDS)
        return _MISSING

    def _command(self, *arguments: str | float) -> Any:
        """The server's answer, or `_MISSING` when it cannot be had."""
        answers = self._ask(arguments)
        return answers if answers is _MISSING else answers[0]

    def _ask(self, *commands: Command) -> Any:
        """The server's answers, or `_MISSING` when one of them cannot be had."""
        if self._monotonic() < self._silent_until:
            return _MISSING
        try:
            return self._server().ask(*commands)
        except RedisRefusedError as error:
            # It answers, and at once: no reason to leave it alone. Its sentence may have keys in it, that is people.
            logger.warning("cache refused", extra={"command": commands[0][0], "reason": str(error)})
        except UnavailableError as error:
            self._silent_until = self._monotonic() + RETRY_AFTER_SECONDS
            logger.warning("cache unavailable", extra={"reason": str(error)})
            self._count("CacheUnavailable")
        return _MISSING

    def _count(self, name: str) -> None:
        if self._metrics is not None:
            self._metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)


def _payload(value: object) -> str:
    return json.dumps({"v": value}, separators=(",", ":"))


def _seconds(ttl: int | timedelta) -> int:
    return int(ttl.total_seconds()) if isinstance(ttl, timedelta) else ttl


def _information(said: str) -> dict[str, Any]:
    """The lines `name:value` of `INFO`; whole numbers as such."""
    pairs = (line.partition(":")[::2] for line in said.splitlines() if ":" in line)
    return {name: int(value) if value.isdigit() else value for name, value in pairs}
