"""GET /payments/plans"""

from __future__ import annotations

from fastapi import APIRouter, Response

from recoloca.billing import offers
from recoloca.billing.schemas import Plans
from recoloca.runtime.http.app import create_app, lambda_handler

router = APIRouter(tags=["payments"])


@router.get("/payments/plans")
async def plans(response: Response) -> Plans:
    """The plans for sale. The response is the same for all callers."""
    response.headers["cache-control"] = "public, max-age=300, s-maxage=3600"
    return offers.plans()


app = create_app(router)
handler = lambda_handler(app)
