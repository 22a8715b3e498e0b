"""Scheduled every hour: deletes data after its retention period."""

from __future__ import annotations

from typing import Any

from recoloca.privacy.retention import clean_up
from recoloca.runtime.dependencies import dependencies


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    deps = dependencies()
    done = clean_up(deps)
    deps.publish_metrics()
    return done
