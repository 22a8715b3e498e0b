"""Scheduled every few minutes: reads and scores the results of an earlier version of the engine again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from recoloca.cvs.rereading import reread
from recoloca.runtime.dependencies import dependencies


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001 (Lambda's signature)
    deps = dependencies()
    done = asdict(reread(deps, lambda: context.get_remaining_time_in_millis() / 1000))
    deps.publish_metrics()
    return done
