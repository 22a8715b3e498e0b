"""A small Stripe for development and tests: the endpoints that `billing_gateway` uses, and nothing else.

The real SDK talks to it. It serves a checkout page (card approved, card declined, Pix), a customer portal and a
page for what only time or an operator does at Stripe's (renewals, refunds), and sends signed webhooks.

For the launcher::

    stripe = FakeStripeProcess(state / "stripe", log=logs / "stripe.log", webhook=f"{app_url}/api/payments/webhook")
    stripe.start()              # its page is at stripe.url; the port is kept with the state, as the emulator's is
    overlay |= stripe.environment   # STRIPE_API_BASE, STRIPE_API_KEY, STRIPE_WEBHOOK_SECRET: for every function
    stripe.stop()

Payment routes call the function `billing_gateway` through AWS_ENDPOINT_URL_LAMBDA, which has to be the runner's
address (`InvokeApi`). For tests there is `infra.local.fake_stripe.server.FakeStripe`, which runs in this process and
whose events a test delivers itself.
"""

from __future__ import annotations

from typing import Final

API_KEY: Final = "sk_test_local"
WEBHOOK_SECRET: Final = "whsec_local"  # noqa: S105 (of the fake, which holds nobody's money)
