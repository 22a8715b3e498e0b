"""Calls Stripe for the functions in the VPC, which have no access to the internet."""

from __future__ import annotations

import functools
from typing import Any

from aws_lambda_powertools import Logger

from recoloca.adapters import payments
from recoloca.adapters.secrets import read_secret
from recoloca.adapters.stripe_payments import StripePayments
from recoloca.runtime.settings import Settings

logger = Logger(child=True)


@functools.cache
def stripe() -> StripePayments:
    """The Stripe client of this Lambda environment.

    Raises:
        UnreachableError: the API key could not be read from Secrets Manager.
    """
    settings = Settings.from_environment()
    key = settings.optional("STRIPE_API_KEY") or read_secret(
        settings, settings.required("STRIPE_API_KEY_SECRET")
    )
    return StripePayments(key, settings.optional("STRIPE_API_BASE"))


def perform(operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Perform an operation of `Payments`.

    Returns `{"result": value}`, or `{"unavailable": reason}` or `{"refused": reason}` when Stripe fails or refuses.
    """
    try:
        return {"result": payments.perform(stripe(), operation, arguments)}
    except payments.PaymentsUnavailableError as error:
        logger.warning("stripe unavailable", extra={"operation": operation, "reason": str(error)})
        return {"unavailable": str(error)}
    except payments.PaymentsRefusedError as error:
        logger.exception("stripe refused", extra={"operation": operation, "reason": str(error)})
        return {"refused": str(error)}
