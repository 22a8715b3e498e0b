"""GET /health/ready: whether what the API stands on answers."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response

from recoloca.http.app import create_app, lambda_handler
from recoloca.http.auth import Services
from recoloca.schema import Schema

State = Literal["up", "down"]


class Readiness(Schema):
    """The cache may be down without the API being so: it is slower then, never wrong."""

    status: Literal["ready", "degraded", "unavailable"]
    database: State
    cache: State


router = APIRouter(tags=["health"])


@router.get(
    "/health/ready", responses={503: {"model": Readiness, "description": "The database does not answer"}}
)
async def ready(response: Response, services: Services) -> Readiness:
    """Whether the database and the cache answer."""
    database, cache = services.db.healthy(), services.cache.ping()
    if not database:
        response.status_code = 503
    return Readiness(
        status="unavailable" if not database else "ready" if cache else "degraded",
        database="up" if database else "down",
        cache="up" if cache else "down",
    )


app = create_app(router)
handler = lambda_handler(app)
