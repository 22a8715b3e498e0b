"""The local API Gateway in front of the runner: routes, payload format 2.0 and the limits of an HTTP API."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import re
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from infra import edge_headers
from infra.local.asgi import (
    DisconnectedError,
    Receive,
    Scope,
    Send,
    TooLargeError,
    encoded,
    read_body,
    respond,
    respond_json,
)
from infra.local.emulators.deployed import Deployed, RouteTarget
from infra.local.runner.execution_environment import Outcome
from infra.local.runner.function import ACCOUNT
from infra.local.runner.pool import Runner

BODY_LIMIT: Final = 10 * 1024 * 1024
EVENT_LIMIT: Final = 6_291_556
HEADERS_LIMIT: Final = 10_240
INTEGRATION_SECONDS: Final = 30
TEXT = re.compile(r"text/.*|application/(json|javascript|xml|.*\+json|.*\+xml)")
"""A body of one of these content types reaches the function as text; every other body reaches it in base64."""
HOP_BY_HOP: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"})
VIEWER: Final = "cloudfront-viewer-address"


class Routes:
    """Finds a route by API Gateway's rule: the exact path first, then the path with the fewest parameters."""

    def __init__(self, targets: Iterable[RouteTarget]) -> None:
        self.exact: dict[tuple[str, str], RouteTarget] = {}
        self.patterns: list[tuple[str, re.Pattern[str], RouteTarget]] = []
        for target in sorted(targets, key=lambda each: each.key.count("{")):
            method, _, path = target.key.partition(" ")
            if "{" in path:
                pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
                self.patterns.append((method, re.compile(pattern), target))
            else:
                self.exact[method, path] = target

    def find(self, method: str, path: str) -> tuple[RouteTarget, dict[str, str]] | None:
        exact = self.exact.get((method, path))
        if exact:
            return exact, {}
        for wanted, pattern, target in self.patterns:
            found = pattern.fullmatch(path) if wanted == method else None
            if found:
                return target, {name: unquote(value) for name, value in found.groupdict().items()}
        return None


class Throttle:
    """A token bucket that allows `rate` requests a second and `burst` at once."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self.tokens = float(burst)
        self.at = time.monotonic()

    def admits(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@dataclass(frozen=True, slots=True)
class HttpResponse:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class HttpApi:
    """The HTTP API as it answers behind CloudFront. Its paths do not start with `/api`."""

    def __init__(self, deployed: Deployed, runner: Runner) -> None:
        self.runner = runner
        self.api_id = deployed.api_id
        self.routes = Routes(deployed.routes)
        self.throttle = Throttle(*deployed.throttle) if deployed.throttle else None
        self.security = encoded(edge_headers.API)

    async def serve(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        found = self.routes.find(scope["method"], path)
        if found is None:
            await self.refuse(send, 404, "Not Found")
        elif self.throttle and not self.throttle.admits():
            await self.refuse(send, 429, "Too Many Requests")
        elif header_bytes(scope) > HEADERS_LIMIT:
            await self.refuse(send, 431, "Request Header Fields Too Large")
        else:
            try:
                body = await read_body(scope, receive, BODY_LIMIT)
            except TooLargeError:
                await self.refuse(send, 413, "Request Entity Too Large")
                return
            except DisconnectedError:
                return
            await self.call(scope, send, path, body, *found)

    async def call(
        self,
        scope: Scope,
        send: Send,
        path: str,
        body: bytes,
        target: RouteTarget,
        parameters: dict[str, str],
    ) -> None:
        request_id = str(uuid.uuid4())
        event = build_event(scope, path, body, target.key, parameters, self.api_id, request_id)
        payload = json.dumps(event).encode()
        if len(payload) > EVENT_LIMIT:
            await self.refuse(send, 413, "Request Entity Too Large")
            return
        try:
            async with asyncio.timeout(min(target.seconds, INTEGRATION_SECONDS)):
                outcome = await self.runner.invoke(target.function, payload)
        except TimeoutError:
            await self.refuse(send, 503, "Service Unavailable")
            return
        answer = read_answer(outcome)
        if answer is None:
            await self.refuse(send, 500, "Internal Server Error")
            return
        headers = [*encoded(answer.headers), (b"apigw-requestid", request_id.encode())]
        present = {name for name, _ in headers}
        headers += [pair for pair in self.security if pair[0] not in present]
        await respond(send, answer.status, headers, answer.body)

    async def refuse(self, send: Send, status: int, message: str) -> None:
        await respond_json(send, status, {"message": message}, edge_headers.API)


def header_bytes(scope: Scope) -> int:
    request_line = len(scope["raw_path"]) + len(scope["query_string"])
    return request_line + sum(len(name) + len(value) + 4 for name, value in scope["headers"])


def read_headers(scope: Scope) -> tuple[dict[str, str], list[str]]:
    """The headers and the cookies of a request.

    Like API Gateway, it joins repeated headers and takes the cookies out of them.
    """
    headers: dict[str, str] = {}
    cookies: list[str] = []
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if name == "cookie":
            cookies += [cookie.strip() for cookie in value.split(";") if cookie.strip()]
        else:
            headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers, cookies


def build_event(
    scope: Scope,
    path: str,
    body: bytes,
    route_key: str,
    parameters: dict[str, str],
    api_id: str,
    request_id: str,
) -> dict[str, Any]:
    """Describe the request as an event in API Gateway's payload format 2.0."""
    headers, cookies = read_headers(scope)
    address = add_client(headers, scope)
    query = scope["query_string"].decode("ascii", "replace")
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": api_id,
            "domainName": headers.get("host", "localhost").partition(":")[0],
            "domainPrefix": api_id,
            "http": http_of(scope, path, address, headers),
            "requestId": request_id,
            "routeKey": route_key,
            "stage": "$default",
            **times(datetime.now(UTC)),
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = cookies
    if query:
        event["queryStringParameters"] = joined(parse_qsl(query, keep_blank_values=True))
    if parameters:
        event["pathParameters"] = parameters
    if body:
        event["body"], event["isBase64Encoded"] = encode_body(body, headers.get("content-type", ""))
    return event


def add_client(headers: dict[str, str], scope: Scope) -> str:
    """Add the headers that name the client, and return its address."""
    address, port = scope["client"] or ("127.0.0.1", 0)
    forwarded = headers.get("x-forwarded-for")
    headers["x-forwarded-for"] = f"{forwarded},{address}" if forwarded else address
    headers["x-forwarded-proto"] = scope["scheme"]
    headers[VIEWER] = f"{address}:{port}"
    return str(address)


def http_of(scope: Scope, path: str, address: str, headers: dict[str, str]) -> dict[str, str]:
    """The part `requestContext.http` of the event."""
    return {
        "method": scope["method"],
        "path": path,
        "protocol": f"HTTP/{scope['http_version']}",
        "sourceIp": address,
        "userAgent": headers.get("user-agent", ""),
    }


def times(now: datetime) -> dict[str, Any]:
    """The time of a request as text, and in milliseconds since 1970."""
    return {"time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"), "timeEpoch": int(now.timestamp() * 1000)}


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in pairs:
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def encode_body(body: bytes, content_type: str) -> tuple[str, bool]:
    if TEXT.fullmatch(content_type.partition(";")[0].strip().lower()):
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(body).decode("ascii"), True


def read_answer(outcome: Outcome) -> HttpResponse | None:
    """Translate a function's answer into an HTTP response.

    None when the function failed, or when API Gateway would not understand the answer.
    """
    if outcome.error:
        return None
    try:
        answer = json.loads(outcome.payload)
        if not isinstance(answer, dict) or "statusCode" not in answer:
            return HttpResponse(200, [("content-type", "application/json")], outcome.payload)
        status = int(answer["statusCode"])
        headers = {str(name).lower(): as_text(value) for name, value in (answer.get("headers") or {}).items()}
        headers.setdefault("content-type", "text/plain;charset=UTF-8")
        pairs = [pair for pair in headers.items() if pair[0] not in HOP_BY_HOP]
        pairs += [("set-cookie", str(cookie)) for cookie in answer.get("cookies") or []]
        text = answer.get("body") or ""
        body = base64.b64decode(text, validate=True) if answer.get("isBase64Encoded") else text.encode()
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None
    return HttpResponse(status, pairs, body) if 200 <= status <= 599 else None


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError("A header is a string, a number or a boolean")
