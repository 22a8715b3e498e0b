"""Scheduled every minute: sends the messages of the outbox that a function did not send because it crashed."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.outbox.service import relay_all
from recoloca.runtime.dependencies import dependencies

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    deps = dependencies()
    sent = relay_all(deps)
    deps.publish_metrics()
    return {"sent": sent}
