"""Serves the fake Stripe: in this process for tests, in a process of its own for the launcher."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import uvicorn
from starlette.applications import Starlette

from infra.local.fake_stripe import API_KEY, WEBHOOK_SECRET, api, pages
from infra.local.fake_stripe.world import Object, World
from infra.local.servers.process import LOOPBACK, ChildProcess, LocalCloudError, free_port, wait_until
from infra.paths import ROOT
from recoloca.runtime.clock import Clock, utc_now


def application(world: World) -> Starlette:
    return Starlette(routes=[*api.routes(world), *pages.routes(world)])


def environment(url: str) -> dict[str, str]:
    """The environment variables that make the product use a fake Stripe."""
    return {"STRIPE_API_BASE": url, "STRIPE_API_KEY": API_KEY, "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET}


def uvicorn_server(world: World, port: int) -> uvicorn.Server:
    world.url = f"http://{LOOPBACK}:{port}"
    config = uvicorn.Config(
        application(world), host=LOOPBACK, port=port, log_level="warning", access_log=False, lifespan="off",
        ws="none",
    )  # fmt: skip
    return uvicorn.Server(config)


class FakeStripe:
    """A fake Stripe in this process, on a free port, for a `with` block.

    `events` are the events so far; it sends none.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self.events: list[Object] = []
        self.world = World(clock, self.events.append)
        self._server = uvicorn_server(self.world, free_port())
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self.url = self.world.url
        self.environment = environment(self.url)

    def __enter__(self) -> Self:
        self._thread.start()
        if not wait_until(lambda: self._server.started, 10, failed=lambda: not self._thread.is_alive()):
            raise LocalCloudError("The fake Stripe did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join()


class FakeStripeProcess:
    """A fake Stripe in a process of its own.

    Keeps its port and its objects in `folder`, and sends events to `webhook`.
    """

    def __init__(self, folder: Path, *, log: Path, webhook: str, python: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / "port"
        if not kept.exists():
            kept.write_text(str(free_port()))
        self.port = int(kept.read_text())
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.environment = environment(self.url)
        command = [
            python or sys.executable,
            "-m",
            "infra.local.fake_stripe",
            str(folder),
            str(self.port),
            webhook,
        ]
        self.child = ChildProcess(command, log=log, cwd=ROOT)

    def start(self) -> None:
        self.child.start()
        if not wait_until(self.answers, 20, failed=lambda: not self.child.running):
            raise self.child.failure("The fake Stripe did not start")

    def answers(self) -> bool:
        try:
            return httpx.get(self.url, trust_env=False, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        self.child.stop()
