"""POST /payments/checkout"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.billing import service
from recoloca.billing.schemas import Checkout, CheckoutRequest
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale
from recoloca.runtime.http.idempotency import IdempotentCallRoute

router = APIRouter(tags=["payments"], route_class=IdempotentCallRoute)


@router.post("/payments/checkout")
async def checkout(form: CheckoutRequest, caller: Caller, deps: Deps, locale: Locale) -> Checkout:
    """Create a payment page, for a monthly card subscription or for one month by Pix.

    409 `SUBSCRIPTION_ACTIVE` when the caller already pays by card. The portal changes the plan of that subscription.
    """
    return service.checkout(deps, caller.user_id, form, locale)


app = create_app(router)
handler = lambda_handler(app)
