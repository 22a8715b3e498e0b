"""A service of AWS that is down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recoloca.runtime.container import Container
from recoloca.runtime.settings import Settings

NOBODY: str = "http://127.0.0.1:9"


@contextmanager
def outage(services: Container, adapter: str, service: str, url: str = NOBODY) -> Iterator[None]:
    """While it lasts, the container's `adapter` looks for its `service` at `url`, where nobody listens unless told."""
    before = services.settings
    services.settings = Settings({**before.environment, f"AWS_ENDPOINT_URL_{service.upper()}": url})
    services.__dict__.pop(adapter, None)
    try:
        yield
    finally:
        services.settings = before
        services.__dict__.pop(adapter, None)
