"""POST /payments/portal"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.billing import service
from recoloca.billing.schemas import Portal
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps, Locale

router = APIRouter(tags=["payments"])


@router.post("/payments/portal")
async def portal(caller: Caller, deps: Deps, locale: Locale) -> Portal:
    """A link to the page that changes or cancels a subscription. 409 `SUBSCRIPTION_NONE` without any purchase."""
    return service.portal(deps, caller.user_id, locale)


app = create_app(router)
handler = lambda_handler(app)
