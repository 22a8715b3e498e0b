"""Cache-aside on a real Redis: its behaviour with and without the server.

As in AWS, the server is a cluster node, and the cache signs in as a user with the permissions of the template.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import pytest
import redis
from redis.crc import key_slot

from infra.local.servers.process import LOOPBACK
from infra.local.servers.redis import Redis
from infra.paths import ROOT
from recoloca.adapters.cache import REBUILD_SECONDS, Cache
from recoloca.adapters.redis_connection import connect
from recoloca.runtime import rate_limit
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from recoloca.runtime.settings import Settings

USER, PASSWORD = "recoloca-app", "of-this-test"


@pytest.fixture(scope="module")
def access_string() -> str:
    """The permissions of the cache's user in the reviewed template of `prod`."""
    template = json.loads((ROOT / "tests/infra/snapshots/prod/data.json").read_text())
    (user,) = (each for each in template["Resources"].values() if each["Type"] == "AWS::ElastiCache::User")
    return str(user["Properties"]["AccessString"])


def allow(administrator: redis.Redis, *rules: str) -> None:
    administrator.execute_command("ACL SETUSER", USER, *rules)  # type: ignore[no-untyped-call]  # redis-py


@pytest.fixture
def client(redis_url: str, access_string: str) -> Iterator[redis.Redis]:
    """A client with all permissions, to inspect the cache."""
    with redis.Redis.from_url(redis_url, decode_responses=True) as connected:
        connected.flushall()
        allow(connected, "reset", *access_string.split(), f">{PASSWORD}")
        connected.acl_log_reset()
        yield connected
        assert connected.acl_log() == [], "a command was refused for want of permission"


@pytest.fixture
def own_url(redis_url: str, client: redis.Redis) -> str:
    return redis_url.replace("//", f"//{USER}:{PASSWORD}@")


@pytest.fixture
def cache(own_url: str) -> Iterator[Cache]:
    with contextlib.closing(connect(Settings({"REDIS_URL": own_url}))) as connected:
        yield Cache(lambda: connected)


class Builder:
    """Returns the next number at each call, and counts the calls."""

    def __init__(self, value: object = "made") -> None:
        self.value = value
        self.calls = 0

    async def __call__(self) -> object:
        self.calls += 1
        return self.value


def get_or_set(cache: Cache, build: Builder, key: str = "v1:k") -> object:
    return asyncio.run(cache.get_or_set(key, build, 60))


@pytest.mark.parametrize("value", [None, 0, "", [], {"a": [1, None, "ç"]}])
def test_any_json_value_is_returned_and_built_once(cache: Cache, value: object) -> None:
    build = Builder(value)
    assert get_or_set(cache, build) == value
    assert get_or_set(cache, build) == value
    assert build.calls == 1


def test_a_missing_key_differs_from_a_cached_none(cache: Cache) -> None:
    assert cache.get("v1:none", default="missing") == "missing"
    cache.set("v1:none", None)
    assert cache.get("v1:none", default="missing") is None


def test_a_value_expires_and_can_be_deleted(cache: Cache, client: redis.Redis) -> None:
    cache.set("v1:k", 1, 60)
    assert 0 < int(client.ttl("v1:k")) <= 60
    cache.delete("v1:k")
    assert cache.get("v1:k") is None


@pytest.mark.parametrize("stored", ["cos\nsystem\n(S'true'\ntR.", "[1]", "{}", "\x80"])
def test_a_foreign_value_is_a_miss_and_never_executed(cache: Cache, client: redis.Redis, stored: str) -> None:
    client.set("v1:k", stored)
    assert get_or_set(cache, Builder("rebuilt")) == "rebuilt"


def test_concurrent_misses_build_the_value_once(own_url: str) -> None:
    started, release = threading.Event(), threading.Event()
    calls = []

    async def build() -> str:
        calls.append(1)
        started.set()
        await asyncio.to_thread(release.wait, 5)
        return "made"

    def ask(_: int) -> str:
        own = Cache(lambda: connect(Settings({"REDIS_URL": own_url})))
        try:
            return asyncio.run(own.get_or_set("v1:hot", build, 60))
        finally:
            own._server().close()

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(ask, 0)
        assert started.wait(5)
        others = [pool.submit(ask, n) for n in range(1, 8)]
        release.set()
        assert {one.result() for one in (first, *others)} == {"made"}
    assert len(calls) == 1


def test_after_a_failed_rebuild_the_next_caller_tries_at_once(cache: Cache, client: redis.Redis) -> None:
    async def fail() -> str:
        raise RuntimeError("database")

    with pytest.raises(RuntimeError):
        asyncio.run(cache.get_or_set("v1:k", fail, 60))
    assert client.exists("v1:k") == 0
    assert get_or_set(cache, Builder()) == "made"


def test_a_value_of_data_that_changed_during_the_build_is_not_kept(cache: Cache) -> None:
    async def overtaken() -> str:
        assert cache.delete("v1:k")
        return "old"

    assert asyncio.run(cache.get_or_set("v1:k", overtaken, 60)) == "old"
    assert get_or_set(cache, Builder("new")) == "new"
    assert get_or_set(cache, Builder("newer")) == "new"


def test_a_lease_of_another_holder_is_not_ended(cache: Cache, client: redis.Redis) -> None:
    """As when the first holder was frozen until after the end of its lease."""

    async def overtaken() -> str:
        client.set("v1:k", '{"lease":"another"}', ex=5)
        return "old"

    assert asyncio.run(cache.get_or_set("v1:k", overtaken, 60)) == "old"
    assert client.get("v1:k") == '{"lease":"another"}'
    assert cache.get("v1:k", default="missing") == "missing"


def test_a_crashed_lease_holder_only_delays_the_value(own_url: str, client: redis.Redis) -> None:
    client.set("v1:k", '{"lease":"of one who died"}')
    waited: list[float] = []
    with contextlib.closing(connect(Settings({"REDIS_URL": own_url}))) as connected:
        cache = Cache(lambda: connected, monotonic=lambda: sum(waited), sleep=waited.append)
        assert get_or_set(cache, Builder()) == "made"
    assert sum(waited) >= REBUILD_SECONDS


def test_a_value_that_must_not_be_kept_is_built_again(cache: Cache, client: redis.Redis) -> None:
    build = Builder("pending")
    for _ in range(2):
        assert asyncio.run(cache.get_or_set("v1:k", build, 60, keep=lambda made: made == "done")) == "pending"
    assert build.calls == 2
    assert client.exists("v1:k") == 0, "nobody waits for it either"


def test_keys_of_any_slots_are_forgotten_together(cache: Cache, client: redis.Redis) -> None:
    keys = [f"v1:k{number}" for number in range(200)]
    assert len({key_slot(key.encode()) for key in keys}) > 1
    for key in keys:
        cache.set(key, 1)
    assert cache.delete(*keys) is True
    assert client.dbsize() == 0


def test_a_refused_command_does_not_stop_later_ones(
    cache: Cache, client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    cache.set("v1:k", 1)
    client.lpush("v1:list", "no string")
    assert cache.get("v1:list", default="missing") == "missing"
    assert cache.get("v1:k") == 1
    (record,) = [record for record in caplog.records if record.message == "cache refused"]
    assert record.__dict__["command"] == "GET"
    assert "v1:list" not in str(record.__dict__)


def test_a_deletion_that_may_have_left_a_key_is_a_failure(cache: Cache, client: redis.Redis) -> None:
    for number in range(3):
        cache.set(f"v1:k{number}", 1)
    allow(client, "resetkeys", "~v1:k0", "~v1:k2")
    assert cache.delete("v1:k0", "v1:k1", "v1:k2") is False
    assert [client.exists(f"v1:k{number}") for number in range(3)] == [0, 1, 0], "the others are forgotten"
    client.acl_log_reset()


def test_requests_are_limited_by_a_user_without_more_rights(cache: Cache) -> None:
    limit = rate_limit.Limit("test", rate=0.001, burst=1, kept=False)
    deps = Dependencies(Settings({}))
    deps.__dict__["cache"] = cache
    for _ in range(2):
        assert "ratelimit" in rate_limit.enforce(deps, limit, "someone")
    with pytest.raises(Problem):
        rate_limit.enforce(deps, limit, "someone")


def test_counts_that_the_server_does_not_report_are_none(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("v1:k", 1)
    cache.get("v1:k")
    found = cache.statistics()
    assert found is not None
    assert (found["keys"], found["hits"] > 0, found["memory_bytes"] > 0) == (1, True, True)
    server = cache._server()
    answered = server.ask
    silent = {"INFO": ["# Server\r\nredis_version:7.2.4\r\n"]}
    monkeypatch.setattr(server, "ask", lambda command: silent.get(command[0]) or answered(command))
    bare = cache.statistics()
    assert bare is not None
    assert {name for name, value in bare.items() if value is not None} == {"keys", "version"}


class Broken:
    """A server that closes every connection at once, and counts the connections."""

    def __init__(self) -> None:
        self.listening = socket.create_server((LOOPBACK, 0))
        self.port: int = self.listening.getsockname()[1]
        self.connections = 0
        self.thread = threading.Thread(target=self.answer)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def answer(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.listening.accept()[0].close()
                self.connections += 1

    def __exit__(self, *_: object) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join()


@pytest.mark.parametrize("in_aws", [True, False])
def test_a_server_that_is_down_is_not_tried_again_and_again(in_aws: bool) -> None:
    with Broken() as server:
        given: dict[str, Any] = {"REDIS_URL": f"redis://{LOOPBACK}:{server.port}/0"}
        if in_aws:
            given = {"CACHE_HOST": LOOPBACK, "CACHE_PORT": str(server.port)}
        cache = Cache(lambda: connect(Settings(given)))
        for _ in range(3):
            assert cache.get("v1:k", default="missing") == "missing"
    assert server.connections <= 2, "the pool looks a second time when a new connection is dead"


def test_without_redis_values_are_built_and_right(state_folder: Path) -> None:
    server = Redis(log=state_folder / "cache-redis.log")
    server.start()
    server.wait()
    now = [0.0]
    connected = connect(Settings({"REDIS_URL": server.url}))
    cache = Cache(lambda: connected, monotonic=lambda: now[0])
    build = Builder()
    assert get_or_set(cache, build) == "made"
    server.stop()
    build.value = "newer"
    assert get_or_set(cache, build) == "newer"
    assert cache.get("v1:k", default="missing") == "missing"
    assert cache.set("v1:k", 1) is False
    assert cache.ping() is False
    connected.close()
