"""Cache-aside on a real Redis: what it promises while Redis is there, and when it is not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis

from infra.local.redis import Redis
from recoloca.adapters.cache import Cache


@pytest.fixture
def client(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url, decode_responses=True) as connected:
        connected.flushall()
        yield connected


@pytest.fixture
def cache(client: redis.Redis) -> Cache:
    return Cache(lambda: client)


class Builder:
    """Makes the next number, and counts how often it was asked."""

    def __init__(self, value: object = "made") -> None:
        self.value = value
        self.calls = 0

    async def __call__(self) -> object:
        self.calls += 1
        return self.value


def get_or_set(cache: Cache, build: Builder, key: str = "v1:k") -> object:
    return asyncio.run(cache.get_or_set(key, build, 60))


@pytest.mark.parametrize("value", [None, 0, "", [], {"a": [1, None, "ç"]}])
def test_any_json_value_comes_back_and_is_built_once(cache: Cache, value: object) -> None:
    build = Builder(value)
    assert get_or_set(cache, build) == value
    assert get_or_set(cache, build) == value
    assert build.calls == 1


def test_a_missing_key_is_told_from_a_cached_none(cache: Cache) -> None:
    assert cache.get("v1:none", default="missing") == "missing"
    cache.set("v1:none", None)
    assert cache.get("v1:none", default="missing") is None


def test_a_value_goes_after_its_time_and_when_it_is_forgotten(cache: Cache, client: redis.Redis) -> None:
    cache.set("v1:k", 1, 60)
    assert 0 < int(client.ttl("v1:k")) <= 60
    cache.delete("v1:k")
    assert cache.get("v1:k") is None


@pytest.mark.parametrize("stored", ["cos\nsystem\n(S'true'\ntR.", "[1]", "{}", "\x80"])
def test_what_is_not_ours_is_a_miss_and_never_run(cache: Cache, client: redis.Redis, stored: str) -> None:
    client.set("v1:k", stored)
    assert get_or_set(cache, Builder("rebuilt")) == "rebuilt"


def test_many_at_once_rebuild_once(redis_url: str, client: redis.Redis) -> None:
    started, release = threading.Event(), threading.Event()
    calls = []

    async def build() -> str:
        calls.append(1)
        started.set()
        await asyncio.to_thread(release.wait, 5)
        return "made"

    def ask(_: int) -> str:
        own = Cache(lambda: redis.Redis.from_url(redis_url, decode_responses=True))
        try:
            return asyncio.run(own.get_or_set("v1:hot", build, 60))
        finally:
            own._client().close()

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(ask, 0)
        assert started.wait(5)
        others = [pool.submit(ask, n) for n in range(1, 8)]
        release.set()
        assert {one.result() for one in (first, *others)} == {"made"}
    assert len(calls) == 1


def test_a_rebuild_that_fails_lets_the_next_one_try_at_once(cache: Cache, client: redis.Redis) -> None:
    async def fail() -> str:
        raise RuntimeError("database")

    with pytest.raises(RuntimeError):
        asyncio.run(cache.get_or_set("v1:k", fail, 60))
    assert client.exists("v1:k:lock") == 0
    assert get_or_set(cache, Builder()) == "made"


def test_a_decorated_function_is_cached_by_all_its_arguments(cache: Cache) -> None:
    calls = []

    @cache.cached("greeting", 60)
    async def greet(name: str, title: str = "") -> str:
        calls.append((name, title))
        return f"{title} {name}".strip()

    async def ask() -> list[str]:
        return [
            await greet("Ana"),
            await greet("Ana", title="Dra."),
            await greet("Ana:Dra."),
            await greet("Ana", "Dra."),
        ]

    assert asyncio.run(ask()) == ["Ana", "Dra. Ana", "Ana:Dra.", "Dra. Ana"]
    assert asyncio.run(ask()) == ["Ana", "Dra. Ana", "Ana:Dra.", "Dra. Ana"]
    assert len(calls) == 4


def test_without_redis_answers_are_slower_and_never_wrong(state_folder: Path) -> None:
    server = Redis(log=state_folder / "cache-redis.log")
    server.start()
    now = [0.0]
    connected = redis.Redis.from_url(server.url, decode_responses=True, socket_timeout=0.5)
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
