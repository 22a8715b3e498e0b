"""GET /health/ready: whether what the API stands on answers."""

from __future__ import annotations

from typing import Final, Literal

from fastapi import APIRouter, Response

from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.http.auth import Deps
from recoloca.runtime.schema import Schema

State = Literal["up", "down"]
PATIENCE_SECONDS: Final = 1.0
"""For each of the queue and the bucket: who asks would rather hear no than wait."""


class Readiness(Schema):
    """Without the database nothing works. Without the cache the API is slower, without the queue results come later,
    without the bucket files can neither come nor go: `degraded`.
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
    """Whether the database, the cache, the queue and the bucket answer."""
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
