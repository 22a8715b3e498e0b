"""A small Stripe for development and tests. It has only the endpoints that `billing_gateway` uses.

Stripe's own SDK calls it. It serves a checkout page (card approved, card declined, Pix), a customer portal, and a
page for the events that a developer cannot wait for (renewals, refunds). It sends signed webhooks.

The launcher uses it like this::

    stripe = FakeStripeProcess(state / "stripe", log=logs / "stripe.log", webhook=f"{app_url}/api/payments/webhook")
    stripe.start()              # its pages are at stripe.url; the port is stored with the state, like the emulator's
    overlay |= stripe.environment   # STRIPE_API_BASE, STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET: for every function
    stripe.stop()

The payment routes call the function `billing_gateway` at AWS_ENDPOINT_URL_LAMBDA, which must be the address of the
runner's `InvokeApi`. Tests use `infra.local.fake_stripe.server.FakeStripe`: it runs in the process of the test, and
the test delivers the events.
"""

from __future__ import annotations

from typing import Final

API_KEY: Final = "sk_test_local"
WEBHOOK_SECRET: Final = "whsec_local"  # noqa: S105 (only the fake Stripe accepts it)
