"""POST /payments/webhook: receives Stripe's events."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Request

from recoloca.billing import webhook
from recoloca.billing.schemas import Received
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps

router = APIRouter(tags=["payments"])


@router.post("/payments/webhook")
async def receive(
    request: Request,
    deps: Deps,
    stripe_signature: Annotated[str | None, Header(max_length=2000)] = None,
) -> Received:
    """Receive an event from Stripe. 400 `SIGNATURE_INVALID` without Stripe's signature."""
    webhook.receive(deps, await request.body(), stripe_signature)
    return Received()


app = create_app(router)
handler = lambda_handler(app)
