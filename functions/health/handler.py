"""GET /health: liveness. It calls no other service."""

from __future__ import annotations

from fastapi import APIRouter

from recoloca.runtime.http.app import create_app, lambda_handler
from recoloca.runtime.schema import Schema


class Health(Schema):
    status: str


router = APIRouter(tags=["health"])


@router.head("/health", include_in_schema=False)
@router.get("/health")
async def health() -> Health:
    """Whether the API responds."""
    return Health(status="healthy")


app = create_app(router)
handler = lambda_handler(app)
