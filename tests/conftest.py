"""Real servers for the tests: started once a session, on free ports, in folders that are removed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.emulators.ministack.server import Emulator
from infra.local.platform import LocalPlatform
from infra.local.servers.postgres import Postgres
from infra.local.servers.redis import Redis

for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
    del os.environ[name]  # everything the tests talk to is on this machine


@pytest.fixture(scope="session")
def state_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's user may enter (pytest's own temporary folders are private to this one)."""
    folder = Path(tempfile.mkdtemp(prefix="recoloca-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(state_folder: Path) -> Iterator[str]:
    """The address of a fresh cluster's empty database `recoloca`, as superuser."""
    server = Postgres(state_folder / "test-postgres", log=state_folder / "test-postgres.log", throwaway=True)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture(scope="session")
def redis_url(state_folder: Path) -> Iterator[str]:
    """The address of an empty Redis."""
    server = Redis(log=state_folder / "test-redis.log")
    server.start()
    try:
        server.wait()
        yield server.url
    finally:
        server.stop()


@pytest.fixture(scope="session")
def emulator_url(state_folder: Path) -> Iterator[str]:
    """The address of an empty local AWS: S3, SQS, SES and the rest, with no function behind it."""
    emulator = Emulator(
        state_folder / "test-emulator", log=state_folder / "test-emulator.log", runner="", functions=()
    )
    emulator.start()
    try:
        yield emulator.url
    finally:
        emulator.stop()


@pytest.fixture(scope="session")
def platform(state_folder: Path) -> Iterator[LocalPlatform]:
    """The whole local platform as `make up` starts it, on free ports; `platform.url` is where people open it."""
    with LocalPlatform(state_folder / "platform", throwaway=True) as running:
        yield running
