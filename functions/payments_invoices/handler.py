"""GET /payments/invoices"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from recoloca.billing import service
from recoloca.billing.schemas import InvoicePage
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["payments"])


@router.get("/payments/invoices")
async def invoices(
    caller: Caller,
    deps: Deps,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=service.PAGE_LIMIT)] = 20,
) -> InvoicePage:
    """The caller's payments, newest first."""
    return service.invoices(deps, caller.user_id, cursor=cursor, limit=limit)


app = create_app(router)
handler = lambda_handler(app)
