"""GET /payments/subscription"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.billing import service
from recoloca.billing.schemas import Subscription
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["payments"])


@router.get("/payments/subscription")
async def subscription(caller: Caller, deps: Deps) -> Subscription:
    """The caller's plan, payment method and quotas."""
    return service.subscription(deps, caller.user_id)


app = create_app(router)
handler = lambda_handler(app)
