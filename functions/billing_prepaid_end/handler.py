"""Every few minutes: end the prepaid months whose time is up."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.billing.events import end_prepaid_months
from recoloca.runtime.container import container

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    services = container()
    ended = end_prepaid_months(services)
    logger.info("prepaid months ended", extra={"ended": ended})
    services.publish_metrics()
    return {"ended": ended}
