"""A Stripe account made ready for us: the webhook that tells us of payments. Only operators' commands use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import stripe


class StripeAccountError(Exception):
    """Stripe refuses, or does not answer; the sentence is for the operator."""


def make_webhook(
    api_key: str, url: str, events: Sequence[str], *, secret_is_kept: bool, api_base: str | None = None
) -> str | None:
    """Have these events sent to `url`; the secret that they are signed with, or None when the kept one still holds.

    Stripe tells a webhook's secret once, when it is made: without it the webhook is made anew.

    Raises:
        StripeAccountError: Stripe refuses the key, or the address.
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
