"""Scheduled every few minutes: requeues or ends analyses that do not progress."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from recoloca.cvs.sweep import sweep
from recoloca.runtime.dependencies import dependencies


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    deps = dependencies()
    done = asdict(sweep(deps))
    deps.publish_metrics()
    return done
