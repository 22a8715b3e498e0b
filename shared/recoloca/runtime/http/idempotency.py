"""`Idempotency-Key` for routes that create or charge: the same key and body get the same response for 24 hours.

The responses are stored in PostgreSQL, because a cache can evict them. An error response is not stored: the request
changed nothing, so a retry is safe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

from recoloca.adapters.tokens import Claims
from recoloca.idempotency import repository
from recoloca.runtime.dependencies import Dependencies, dependencies
from recoloca.runtime.http.auth import bearer_claims, limit_caller
from recoloca.runtime.problems import Problem

KEPT: Final = timedelta(hours=24)
LOCKED: Final = timedelta(seconds=60)
"""The lease of a running request. A retry after the lease runs again. It is longer than every function's timeout."""

MAXIMUM_KEY: Final = 255

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


class IdempotentRoute(APIRoute):
    """A POST route that stores its response when the request has an `Idempotency-Key` header."""

    def get_route_handler(self) -> Endpoint:
        proceed = super().get_route_handler()

        async def handler(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            if key is None or request.method != "POST":
                return await proceed(request)
            return await _once(request, key, proceed)

        return handler


async def _once(request: Request, key: str, proceed: Endpoint) -> Response:
    deps = dependencies()
    claims = bearer_claims(request, deps)
    limits = limit_caller(request, deps, claims)
    if not key or len(key) > MAXIMUM_KEY or "\x00" in key:
        raise Problem(
            "VALIDATION_ERROR", errors=[{"field": "Idempotency-Key", "code": "invalid", "message": "1–255"}]
        )
    remembered = _claim(deps, claims, key, await _fingerprint(request))
    if remembered is not None:
        remembered.headers.update(limits)
        return remembered
    try:
        response = await proceed(request)
    except BaseException:
        repository.forget(deps.db, claims.user_id, key)
        raise
    headers = {"content-type": response.headers.get("content-type", "application/json")}
    body = bytes(response.body).decode()
    repository.remember(deps.db, claims.user_id, key, response.status_code, headers, body)
    return response


async def _fingerprint(request: Request) -> bytes:
    """The SHA-256 of method, path and body. It ignores the multipart boundary, which differs in each retry."""
    body = await request.body()
    _, found, boundary = request.headers.get("content-type", "").partition("boundary=")
    if found:
        body = body.replace(boundary.strip('"').encode(), b"")
    return hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).digest()


def _claim(deps: Dependencies, claims: Claims, key: str, fingerprint: bytes) -> Response | None:
    """Claim the key for this request and return None, or return the stored response of an earlier request.

    Raises:
        Problem: `IDEMPOTENCY_KEY_REUSED` when the earlier request had another body, `IDEMPOTENCY_IN_PROGRESS` while
            the earlier request runs.
    """
    now = deps.clock()
    if repository.claim(
        deps.db,
        claims.user_id,
        key,
        fingerprint,
        now=now,
        locked_until=now + LOCKED,
        expired_before=now - KEPT,
    ):
        return None
    row = repository.find(deps.db, claims.user_id, key)
    if row is not None and row.fingerprint != fingerprint:
        raise Problem("IDEMPOTENCY_KEY_REUSED")
    if row is None or row.status is None:
        raise Problem("IDEMPOTENCY_IN_PROGRESS", headers={"retry-after": "1"})
    return Response(row.body, row.status, {**(row.headers or {}), "idempotency-replayed": "true"})
