"""Calls the functions as API Gateway does: payload 2.0 events to each function's own handler, in this process."""

from __future__ import annotations

import base64
import importlib
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from infra.openapi import load_app
from infra.routes import ROUTES, Route
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.http.app import lambda_handler

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


@dataclass(frozen=True)
class ApiResponse:
    status: int
    headers: Mapping[str, str]
    cookies: list[str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


@dataclass
class Api:
    """One caller. Its token, if it has one, is sent with every request."""

    dependencies: Dependencies
    token: str | None = None
    handlers: dict[str, Handler] = field(default_factory=dict)

    def as_user(self, token: str | None) -> Api:
        return Api(self.dependencies, token, self.handlers)

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: list[str] | None = None,
        raw: bytes | None = None,
        raw_query: str | None = None,
    ) -> ApiResponse:
        route, parameters = find_route(method, path)
        sent = {"host": "api.localhost", "content-type": "application/json", **(headers or {})}
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        payload = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        event = {
            "version": "2.0",
            "routeKey": f"{method} {route.path}",
            "rawPath": path,
            "rawQueryString": urlencode(query or {}) if raw_query is None else raw_query,
            "headers": sent,
            "cookies": cookies or [],
            "pathParameters": parameters,
            "requestContext": {
                "requestId": secrets.token_hex(8),
                "http": {"method": method, "path": path, "sourceIp": "127.0.0.1", "protocol": "HTTP/1.1"},
                "stage": "$default",
            },
            "body": base64.b64encode(payload).decode(),
            "isBase64Encoded": True,
        }
        result = self._handler(route.slug)(event, None)
        text = result.get("body") or ""
        if result.get("isBase64Encoded"):
            text = base64.b64decode(text).decode()
        found = {name.lower(): value for name, value in result.get("headers", {}).items()}
        return ApiResponse(result["statusCode"], found, result.get("cookies") or [], text)

    def get(self, path: str, **options: Any) -> ApiResponse:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> ApiResponse:
        return self.request("POST", path, body, **options)

    def delete(self, path: str, **options: Any) -> ApiResponse:
        return self.request("DELETE", path, **options)

    def _handler(self, slug: str) -> Handler:
        if slug not in self.handlers:
            self.handlers[slug] = lambda_handler(load_app(slug))
        return self.handlers[slug]


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The row of the route table for a path. As in API Gateway, a literal segment has precedence."""
    found: list[tuple[int, Route, dict[str, str]]] = []
    for route in ROUTES:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        match = re.fullmatch(pattern, path)
        if match and method in route.methods:
            found.append((len(match.groupdict()), route, match.groupdict()))
    if not found:
        raise LookupError(f"{method} {path} is not in the route table")
    _, route, parameters = min(found, key=lambda item: item[0])
    return route, parameters


def load_worker(slug: str) -> Handler:
    """The handler of a queue worker."""
    spec_path = f"functions.{slug}.handler"
    module = importlib.import_module(spec_path)
    handler: Handler = module.handler
    return handler
