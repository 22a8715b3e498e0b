"""The whole local platform as one object to start and stop. `make up` and the tests use it."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import httpx

from infra.assets.frontend import built_site
from infra.local.demo.account import ensure_demo_user
from infra.local.emulators import deployed as deployments
from infra.local.emulators.clients import aws_environment, client
from infra.local.emulators.deployed import PREFIX, Deployed
from infra.local.emulators.deployment import EmulatorDeployment
from infra.local.emulators.ministack.server import Emulator
from infra.local.fake_stripe.server import FakeStripeProcess
from infra.local.runner.queues import Source, take_over
from infra.local.servers.postgres import Postgres
from infra.local.servers.process import (
    LOOPBACK,
    ChildProcess,
    LocalCloudError,
    free_port,
    listens,
    wait_until,
)
from infra.local.servers.redis import Redis
from infra.local.state import Given, Lock, SigningKeys, check_disk, write_private
from infra.paths import ROOT
from infra.routes import ROUTES, TASKS, WORKERS
from recoloca.migrations.run import upgrade
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings

WARM: Final = (
    "auth_login",
    "auth_refresh",
    "dashboard",
    "cv_upload",
    "cv_analysis_worker",
    "cv_analysis",
    "cv_analyses",
)
"""The functions of a person's first minutes in the app. Every other function starts at its first request."""
HIGHEST_PORT: Final = 65_535
OF_ONE_FUNCTION: Final = frozenset({"SLUG", "LOG_LEVEL"})


@contextmanager
def silent(name: str) -> Iterator[None]:
    del name
    yield


class LocalPlatform:
    """PostgreSQL, Redis, the emulator with the local stage, the runner and the edge.

    It keeps its state in `folder`. With `port` 0 it takes a free port. It enters `step(name)` around the start of
    each part. `throwaway` makes PostgreSQL faster and not durable. `warm` are the slugs of the functions that start
    at once.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        given: Given | None = None,
        throwaway: bool = False,
        warm: tuple[str, ...] = (),
        step: Callable[[str], AbstractContextManager[None]] = silent,
    ) -> None:
        self.folder = folder.resolve()
        self.port = port
        self.given = given or Given()
        self.throwaway = throwaway
        self.warm = warm
        self.step = step
        self.logs = self.folder / "logs"
        self.url = ""
        self.runner_url = ""
        self.database_url = ""
        self.redis_url = ""
        self.aws_url = ""
        self.redis: Redis | None = None
        self.stripe: FakeStripeProcess | None = None
        self.children: dict[str, ChildProcess] = {}
        self.deployed: Deployed | None = None
        self.queues: list[Source] = []
        self.demo_is_empty = False
        self._running = ExitStack()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start everything.

        Raises:
            LocalCloudError: something that the user can correct. The parts that had started are stopped again.
        """
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._running.close()

    def _start(self) -> None:
        self._running.callback(Lock(self.folder).release)
        self._make_folders()
        edge = self._listen(self.port)
        runner = self._listen(0)
        self.port = edge.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.runner_url = f"http://{LOOPBACK}:{runner.getsockname()[1]}"
        with ThreadPoolExecutor(1) as aside:
            site = aside.submit(built_site)
            self._start_servers()
            self._deploy()
            self._join_site(site)
        self._start_functions(runner, edge, site.result())
        self._describe()

    def _make_folders(self) -> None:
        self.logs.mkdir(exist_ok=True)
        check_disk(self.folder)
        scratch = self.folder / "tmp"
        shutil.rmtree(scratch, ignore_errors=True)  # left by a platform that was killed
        scratch.mkdir()

    def _listen(self, port: int) -> socket.socket:
        """Open the port first, so that a port in use is reported before any part starts."""
        if not 0 <= port <= HIGHEST_PORT:
            raise LocalCloudError(
                f"There is no port {port}: choose one from 1 to {HIGHEST_PORT} (`make up PORT={free_port()}`)."
            )
        try:
            listening = socket.create_server((LOOPBACK, port), backlog=1024)
        except OSError as error:
            raise LocalCloudError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}): stop the program that holds it, "
                f"or choose another one (`make up PORT={free_port()}`)."
            ) from None
        self._running.callback(listening.close)
        return listening

    def _start_servers(self) -> None:
        with self.step("PostgreSQL"):
            self.database_url = self.given.database_url or self._start_postgres()
        with self.step("Redis"):
            self.redis_url = self.given.redis_url or self._start_redis()
        with self.step(f"AWS ({self.given.emulator})"):
            self.aws_url = self.given.aws_endpoint_url or self._start_emulator()
        with self.step("Stripe (a small one of our own)"):
            self._start_stripe()
        with self.step("Database schema"):
            upgrade(self.database_url)
        with self.step("Demo account"):
            settings = Settings({"STAGE": "local", "SLUG": "launcher", "DATABASE_URL": self.database_url})
            deps = Dependencies(settings)
            self.demo_is_empty = ensure_demo_user(deps)
            deps.db.close()
        if self.redis:
            self.redis.wait()

    def _start_postgres(self) -> str:
        log = self.logs / "postgres.log"
        server = Postgres(self.folder / "postgres", log=log, throwaway=self.throwaway)
        self._keep("PostgreSQL", server)
        return server.url

    def _start_redis(self) -> str:
        self.redis = Redis(log=self.logs / "redis.log")
        self._keep("Redis", self.redis)
        return self.redis.url

    def _start_emulator(self) -> str:
        slugs = [*(r.slug for r in ROUTES), *(w.slug for w in WORKERS), *(t.slug for t in TASKS)]
        log = self.logs / "aws.log"
        names = [PREFIX + slug for slug in slugs]
        server = Emulator(self.folder / "aws", log=log, runner=self.runner_url, functions=names)
        self._keep("AWS (ministack)", server)
        return server.url

    def _start_stripe(self) -> None:
        webhook = f"http://{LOOPBACK}:{self.port}/api/payments/webhook"
        self.stripe = FakeStripeProcess(self.folder / "stripe", log=self.logs / "stripe.log", webhook=webhook)
        self._keep("Stripe", self.stripe)

    def _keep(self, name: str, server: Postgres | Redis | Emulator | FakeStripeProcess) -> None:
        self._running.callback(server.stop)
        self.children[name] = server.child
        server.start()

    def _deploy(self) -> None:
        deployment = EmulatorDeployment(self.folder / "deployed.json", self.aws_url, self.given.emulator)
        with self.step("Local stage (cdk deploy)"):
            if not deployment.is_current():
                deployment.deploy()
            self.keys = SigningKeys.kept(self.folder / "keys.json")
            self.keys.publish(self.aws_url)
            self.deployed = deployments.read(self.aws_url, self._overlay())
            if self.given.aws_endpoint_url:
                self.queues = take_over(self.aws_url, PREFIX)
            self._verify_sender()

    def _overlay(self) -> dict[str, str]:
        """The environment variables of every function that replace or extend those of the templates."""
        return {
            **aws_environment(self.aws_url),
            **(self.stripe.environment if self.stripe else {}),
            "AWS_ENDPOINT_URL_LAMBDA": self.runner_url,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "UPLOAD_URL": f"{self.url}/_uploads",
            "APP_URL": self.url,
            "TOKEN_PUBLIC_KEYS": self.keys.public,
            **{name: value for name, value in os.environ.items() if name.startswith("LANGUAGE_MODEL")},
        }

    def _verify_sender(self) -> None:
        """Verify the sender's address, because SES refuses others. In AWS the edge stack verifies the domain."""
        sender = self.environment.get("MAIL_FROM")
        if sender:
            client("ses", self.aws_url).verify_email_identity(EmailAddress=sender)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make an operator's process use these services: those of all functions together."""
        functions = self.deployed.functions if self.deployed else []
        merged = {name: value for function in functions for name, value in function.environment.items()}
        return {name: value for name, value in sorted(merged.items()) if name not in OF_ONE_FUNCTION}

    @property
    def pages(self) -> dict[str, str]:
        """The web pages besides the app: the address of each by its name."""
        ours = {"API documents": f"{self.url}/docs", "Mailbox": f"{self.url}/_local/mailbox"}
        return ours | ({"Payments": self.stripe.url} if self.stripe else {})

    def _join_site(self, site: Future[Path]) -> None:
        with self.step("Frontend"):
            site.result()

    def _start_functions(self, runner: socket.socket, edge: socket.socket, site: Path) -> None:
        description = self.folder / "server.json"
        described: dict[str, Any] = {
            "deployed": self.deployed.as_json() if self.deployed else None,
            "state": str(self.folder),
            "functions": str(ROOT / "functions"),
            "aws": self.aws_url,
            "url": self.url,
            "site": str(site),
            "queues": self.queues,
            "warm": [PREFIX + slug for slug in self.warm],
            "schedules": [(PREFIX + row.slug, row.schedule) for row in TASKS if row.schedule],
        }
        write_private(description, described)
        self._running.callback(description.unlink, missing_ok=True)
        fds = (runner.fileno(), edge.fileno())
        child = ChildProcess(
            [sys.executable, "-m", "infra.local.server", str(description), *map(str, fds)],
            log=self.logs / "server.log",
            cwd=ROOT,
            environment={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "shared")])},
            inherited=fds,
            grace=15,
        )
        with self.step("Functions and edge"):
            self._running.callback(child.stop)
            self.children["The server of functions and edge"] = child
            child.start()
            if not wait_until(self.healthy, 60, failed=lambda: not child.running):
                raise child.failure("The functions did not start")

    def healthy(self) -> bool:
        try:
            answer = httpx.get(f"http://{LOOPBACK}:{self.port}/health", timeout=10, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    def _describe(self) -> None:
        """Write the addresses and the environment to a file for the command line and other tools of this checkout."""
        file = self.folder / "platform.json"
        described = {
            "pid": os.getpid(),
            "url": self.url,
            "runner": self.runner_url,
            "environment": self.environment,
        }
        write_private(file, described)
        self._running.callback(file.unlink, missing_ok=True)

    def broken(self) -> LocalCloudError | None:
        """The error of the first server that ended unexpectedly, with the end of its log; None while all run."""
        for name, child in self.children.items():
            if not child.running:
                return child.failure(f"{name} ended unexpectedly")
        given = self.given.aws_endpoint_url
        if given and not listens(given):
            return LocalCloudError(
                f"The AWS endpoint {given} ended, and its data is lost: start it again, then start the platform."
            )
        return None
