"""A service of AWS that is down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings

NOBODY: str = "http://127.0.0.1:9"


@contextmanager
def outage(deps: Dependencies, adapter: str, service: str, url: str = NOBODY) -> Iterator[None]:
    """During the block, the `adapter` of `deps` calls its `service` at `url`. By default no server listens there."""
    before = deps.settings
    deps.settings = Settings({**before.environment, f"AWS_ENDPOINT_URL_{service.upper()}": url})
    deps.__dict__.pop(adapter, None)
    try:
        yield
    finally:
        deps.settings = before
        deps.__dict__.pop(adapter, None)
