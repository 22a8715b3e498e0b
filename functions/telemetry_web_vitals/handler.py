"""POST /telemetry/web-vitals"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.runtime import rate_limit
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps, limit_by_address
from recoloca.telemetry.schemas import WebVitals
from recoloca.telemetry.service import record

router = APIRouter(tags=["telemetry"])


@router.post("/telemetry/web-vitals", status_code=204, dependencies=[limit_by_address(rate_limit.TELEMETRY)])
async def web_vitals(report: WebVitals, deps: Deps) -> None:
    """Report the loading times of a page. The report needs no account and does not identify the user."""
    record(deps, report)


app = create_app(router)
handler = lambda_handler(app)
