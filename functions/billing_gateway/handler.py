"""Calls Stripe for the functions that invoke it (`recoloca.billing.gateway`).

The event is `{"operation", "arguments"}`. The response is `{"result"}`, `{"unavailable"}` or `{"refused"}`.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.billing.gateway import perform

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    return perform(event["operation"], event["arguments"])
