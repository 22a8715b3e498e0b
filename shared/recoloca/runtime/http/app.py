"""Creates the FastAPI app of an HTTP function, and the Lambda handler around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aws_lambda_powertools import Logger
from fastapi import APIRouter, FastAPI, Request
from mangum import Mangum
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoloca.runtime.dependencies import dependencies
from recoloca.runtime.http import errors
from recoloca.runtime.http.conditional import ConditionalGet
from recoloca.runtime.http.origin import refusal

logger = Logger()

NO_STORE: Final = b"private, no-store"


def create_app(*routers: APIRouter) -> FastAPI:
    """An app with the given routes, our error responses and our headers.

    It serves no OpenAPI document: `make openapi` writes one document for all functions.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for router in routers:
        app.include_router(router)
    errors.install(app)
    app.add_middleware(ConditionalGet)
    app.add_middleware(RequestScope)
    return app


def lambda_handler(app: FastAPI) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The Lambda handler of the app. `lifespan="off"` halves Mangum's overhead (docs/benchmarks.md)."""
    mangum = Mangum(
        app, lifespan="off", text_mime_types=["application/json", "application/problem+json", "text/"]
    )

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        logger.set_correlation_id(event.get("requestContext", {}).get("requestId"))
        deps = dependencies()
        if refused := refusal(event, deps.settings):
            return refused
        try:
            answer = mangum(event, context)
        finally:
            deps.publish_metrics()
        if answer["statusCode"] >= 500:
            deps.count_server_error()
        return answer

    return handler


class RequestScope:
    """Adds the request id to each response and logs each request.

    A response without `Cache-Control` gets `private, no-store`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"]
                if not any(name.lower() == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", NO_STORE))
                headers.append((b"x-request-id", request_id_of(scope).encode()))
            await send(message)

        await self._app(scope, receive, send_with_headers)
        logger.info("request", extra={"method": scope["method"], "route": _route(scope), "status": status})


def request_id_of(scope: Scope) -> str:
    """The request id of API Gateway; `local` when the request did not pass through API Gateway."""
    event = scope.get("aws.event") or {}
    return str(event.get("requestContext", {}).get("requestId", "local"))


def request_id(request: Request) -> str:
    """The same id as `request_id_of`, for a FastAPI request."""
    return request_id_of(request.scope)


def _route(scope: Scope) -> str:
    """The route's template instead of the path, so that no identifier reaches the log."""
    route = scope.get("route")
    return str(getattr(route, "path", "unmatched"))
