"""GET /dashboard"""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.dashboard import service
from recoloca.dashboard.schemas import Dashboard
from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Caller, Deps

router = APIRouter(tags=["dashboard"])


@router.get("/dashboard")
async def dashboard(caller: Caller, deps: Deps) -> Dashboard:
    """The caller's totals, score trend, recent activities, quotas and next steps."""
    return service.get(deps, caller.user_id)


app = create_app(router)
handler = lambda_handler(app)
