"""Every minute: send what a function that died after its commit left in the outbox."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.outbox.service import relay_all
from recoloca.runtime.container import container

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    services = container()
    sent = relay_all(services)
    services.publish_metrics()
    return {"sent": sent}
