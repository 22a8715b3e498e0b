"""Registers our webhook in a Stripe account. Only commands for operators use this module."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import stripe


class StripeAccountError(Exception):
    """Stripe refused the request or did not respond. The message is for the operator."""


def make_webhook(
    api_key: str, url: str, events: Sequence[str], *, secret_is_kept: bool, api_base: str | None = None
) -> str | None:
    """Register a webhook that sends `events` to `url`.

    Returns the secret that signs the events, or None when the stored secret is still valid. Stripe shows the secret
    only when it creates the webhook. Without a stored secret (`secret_is_kept` is False), an existing webhook is
    therefore deleted and created again.

    Raises:
        StripeAccountError: Stripe refused the API key or the URL, or did not respond.
    """
    client = stripe.StripeClient(
        api_key, base_addresses={"api": api_base} if api_base else {}, max_network_retries=2
    ).v1.webhook_endpoints
    wanted: Any = list(events)
    try:
        known = [found for found in client.list({"limit": 100}).data if found.url == url]
        if known and secret_is_kept:
            client.update(known[0].id, {"enabled_events": wanted})
            return None
        for found in known:
            client.delete(found.id)
        return client.create({"url": url, "enabled_events": wanted}).secret
    except stripe.StripeError as error:
        raise StripeAccountError(error.user_message or type(error).__name__) from error
