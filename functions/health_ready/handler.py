"""GET /health/ready: readiness. It checks the services that the API depends on."""

from __future__ import annotations

from typing import Final, Literal

from fastapi import APIRouter, Response

from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps
from recoloca.runtime.schema import Schema

State = Literal["up", "down"]
PATIENCE_SECONDS: Final = 1.0
"""The timeout for the queue and for the bucket. A slow service counts as down: monitors need a fast response."""


class Readiness(Schema):
    """`unavailable`: the database is down. `degraded`: another service is down.

    Without the cache the API is slower. Without the queue results arrive later. Without the bucket no file can be
    uploaded or downloaded.
    """

    status: Literal["ready", "degraded", "unavailable"]
    database: State
    cache: State
    queue: State
    bucket: State


router = APIRouter(tags=["health"])


@router.head("/health/ready", include_in_schema=False)
@router.get(
    "/health/ready", responses={503: {"model": Readiness, "description": "The database does not answer"}}
)
async def ready(response: Response, deps: Deps) -> Readiness:
    """Whether the database, the cache, the queue and the bucket respond."""
    answers = {
        "database": deps.db.healthy(),
        "cache": deps.cache.ping(),
        "queue": deps.queues.answers("analysis", PATIENCE_SECONDS),
        "bucket": deps.uploads.answers(PATIENCE_SECONDS),
    }
    if not answers["database"]:
        response.status_code = 503
    status = "unavailable" if not answers["database"] else "ready" if all(answers.values()) else "degraded"
    return Readiness.model_validate(
        {"status": status, **{part: "up" if up else "down" for part, up in answers.items()}}
    )


app = create_app(router)
handler = lambda_handler(app)
