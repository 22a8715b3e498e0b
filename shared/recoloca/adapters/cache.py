"""A cache-aside cache on Redis. It stores JSON values, and `None` is a valid value.

At most one environment at a time rebuilds a missing value. Without Redis the application is slower and still correct.
"""

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
"""A part of every key. Change it when the format of cached values changes, so that no old value is read."""

REBUILD_SECONDS: Final = 5
"""Duration of the lease under which one environment rebuilds a value."""

RETRY_AFTER_SECONDS: Final = 5
"""After a timeout no command is sent for this long, so that not every request during an outage waits for a timeout."""

WAIT_SECONDS: Final = 0.02
"""Pause between two reads while another environment rebuilds the value."""

# Changes the key only while it still holds this lease. A service that changes the source data deletes the key and thus
# the lease, so that a value built from old data is not stored. The lease is stored under the value's own key, because
# a script in a Redis cluster may use keys of one slot only.
END_LEASE: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
"""

_MISSING: Final = object()
logger = Logger(child=True)


def cache_key(*parts: object) -> str:
    """A key such as `v1:profile:<user id>`. The key of a value that belongs to a user must contain the user's id."""
    return ":".join((KEY_VERSION, *map(str, parts)))


class Cache:
    """The cache operations of the performance guide (docs/requirements.md): `get`, `set` and `get_or_set`.

    They protect against cache stampedes and work without Redis. A value is stored as `{"v": value}`, so that a cached
    `None` differs from a miss. While an environment builds the value, the key holds a lease: `{"lease": ...}`.
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
        """The cached value; `default` after a miss or without Redis."""
        value = self._read(key)
        self._count("CacheMiss" if value is _MISSING else "CacheHit")
        return default if value is _MISSING else value

    def set(self, key: str, value: object, ttl: int | timedelta = 3600) -> bool:
        """Store `value` for `ttl` (seconds or a timedelta). Returns False when Redis did not store it."""
        return self._command("SET", key, _payload(value), "EX", _seconds(ttl)) is not _MISSING

    def delete(self, *keys: str) -> bool:
        """Delete keys after a change of the source data. Returns False when a key may still exist."""
        # One command for each key, because a command in a cluster may use keys of one slot only. ElastiCache
        # Serverless is always a cluster.
        return not keys or self._ask(*(("DEL", key) for key in keys)) is not _MISSING

    async def get_or_set(
        self,
        key: str,
        build: Callable[[], Awaitable[T]],
        ttl: int | timedelta = 3600,
        *,
        keep: Callable[[T], bool] = lambda _: True,
    ) -> T:
        """The cached value, or else the result of `build`. The result is stored for `ttl` if `keep(result)` is true.

        One environment builds the value under a lease. The others wait for it until the lease ends, and then build it
        themselves. A crash of the lease holder therefore causes a delay and no error. When the key is deleted during
        the build, the source data has changed, and the result is returned but not stored.

        Raises:
            Exception: any exception of `build`. The lease ends at once in this case.
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
        """Whether Redis responds."""
        return self._command("PING") is not _MISSING

    def statistics(self) -> dict[str, Any] | None:
        """The server's statistics since its start (`memory_*` in bytes, `hit_rate` from 0 to 1); None without Redis.

        A value that the server does not report is None. AWS documents that ElastiCache Serverless supports `INFO`, but
        not its fields.
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
        """Run a Lua script on the server and return its result; None without Redis."""
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
        """The value that another environment builds in time; else `_MISSING`, and the caller must build it."""
        deadline = self._monotonic() + REBUILD_SECONDS
        while self._command("SET", key, lease, "NX", "EX", REBUILD_SECONDS) is None:
            value = self._read(key)
            if value is not _MISSING or self._monotonic() >= deadline:
                return value
            self._sleep(WAIT_SECONDS)
        return _MISSING

    def _command(self, *arguments: str | float) -> Any:
        """The reply of the server, or `_MISSING` when the command failed."""
        answers = self._ask(arguments)
        return answers if answers is _MISSING else answers[0]

    def _ask(self, *commands: Command) -> Any:
        """The replies of the server, or `_MISSING` when one of the commands failed."""
        if self._monotonic() < self._silent_until:
            return _MISSING
        try:
            return self._server().ask(*commands)
        except RedisRefusedError as error:
            # The server responds, so the next command is sent as usual. `error` holds no text of the server, because
            # that text can contain keys with user ids.
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
    """The lines `name:value` of `INFO` as a dictionary. Whole numbers become `int`."""
    pairs = (line.partition(":")[::2] for line in said.splitlines() if ":" in line)
    return {name: int(value) if value.isdigit() else value for name, value in pairs}
