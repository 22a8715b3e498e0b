"""Every hour: remove what nobody needs any more."""

from __future__ import annotations

from typing import Any

from recoloca.privacy.retention import clean_up
from recoloca.runtime.container import container


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    services = container()
    done = clean_up(services)
    services.publish_metrics()
    return done
