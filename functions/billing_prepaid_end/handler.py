"""Scheduled every few minutes: ends expired prepaid months."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.billing.events import end_prepaid_months
from recoloca.runtime.dependencies import dependencies

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    deps = dependencies()
    ended = end_prepaid_months(deps)
    logger.info("prepaid months ended", extra={"ended": ended})
    deps.publish_metrics()
    return {"ended": ended}
