"""Real servers for the tests. Each starts once a session, on a free port, in a folder that is removed afterwards."""

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
    del os.environ[name]  # all servers of the tests are on this machine


@pytest.fixture(scope="session")
def state_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's user may enter. The folders of pytest are private to the current user."""
    folder = Path(tempfile.mkdtemp(prefix="recoloca-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(state_folder: Path) -> Iterator[str]:
    """The address of the empty database `recoloca` in a new cluster, as superuser."""
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
    """The address of an empty local AWS (S3, SQS, SES and others) without functions."""
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
    """The whole local platform as `make up` starts it, on free ports. Its address is `platform.url`."""
    with LocalPlatform(state_folder / "platform", throwaway=True) as running:
        yield running
