"""Calls Stripe for the functions in the VPC, which cannot reach it.

`{"operation", "arguments"}` in; `{"result"}`, `{"unavailable"}` or `{"refused"}` out.
"""

from __future__ import annotations

import functools
from typing import Any

from aws_lambda_powertools import Logger

from recoloca.adapters import payments
from recoloca.adapters.secrets import read_secret
from recoloca.adapters.stripe_payments import StripePayments
from recoloca.runtime.settings import Settings

logger = Logger()


@functools.cache
def _stripe() -> StripePayments:
    settings = Settings.from_environment()
    key = settings.optional("STRIPE_API_KEY") or read_secret(
        settings, settings.required("STRIPE_API_KEY_SECRET")
    )
    return StripePayments(key, settings.optional("STRIPE_API_BASE"))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    try:
        return {"result": payments.perform(_stripe(), event["operation"], event["arguments"])}
    except payments.PaymentsUnavailableError as error:
        logger.warning("stripe unavailable", extra={"operation": event["operation"], "reason": str(error)})
        return {"unavailable": str(error)}
    except payments.PaymentsRefusedError as error:
        logger.exception("stripe refused", extra={"operation": event["operation"], "reason": str(error)})
        return {"refused": str(error)}
