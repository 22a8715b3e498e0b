"""The event loop of the local cloud's server, and an edge in front of functions that a test writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local.servers.process import wait_until
from tests.support.small_edge import Edge


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="module")
def start_edge(tmp_path_factory: pytest.TempPathFactory, emulator_url: str) -> Iterator[Callable[..., Edge]]:
    running: list[Edge] = []

    def start(throttle: tuple[float, int] | None = None) -> Edge:
        edge = Edge(tmp_path_factory.mktemp("edge"), throttle, emulator_url)
        edge.child.start()
        running.append(edge)
        assert wait_until(edge.healthy, 20)
        return edge

    yield start
    for edge in running:
        edge.http.close()
        edge.child.stop()
        for each in edge.sockets:
            each.close()


@pytest.fixture(scope="module")
def edge(start_edge: Callable[..., Edge]) -> Edge:
    return start_edge()
