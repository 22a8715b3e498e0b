"""`Idempotency-Key` for routes that create or charge: the same key and body get the same response for 24 hours.

The responses are stored in PostgreSQL, because a cache can evict them. An error response is not stored: the request
changed nothing, so a retry is safe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from recoloca.adapters.tokens import Claims
from recoloca.idempotency import repository
from recoloca.runtime.dependencies import Dependencies, dependencies
from recoloca.runtime.http.auth import Deps, bearer_claims, limit_caller
from recoloca.runtime.ids import derived_uuid7
from recoloca.runtime.problems import Problem

KEPT: Final = timedelta(hours=24)
LOCKED: Final = timedelta(seconds=60)
"""The lease of a running request. A retry after the lease runs again. It is longer than every function's timeout."""

MAXIMUM_KEY: Final = 255

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


class IdempotentRoute(APIRoute):
    """A POST route that stores its response when the request has an `Idempotency-Key` header.

    The work and the stored response are one transaction. A process that dies has done both or nothing, so a retry never
    does the work twice.
    """

    one_transaction = True

    def get_route_handler(self) -> Endpoint:
        proceed = super().get_route_handler()

        async def handler(request: Request) -> Response:
            key = request.headers.get("idempotency-key")
            if key is None or request.method != "POST":
                return await proceed(request)
            return await _once(request, key, proceed, self.one_transaction)

        return handler


class IdempotentCallRoute(IdempotentRoute):
    """A route whose work calls S3 or Stripe, which a transaction cannot roll back.

    The object that the work creates has the identifier `CreatedId`. A retry has the same identifier, so it finds the
    object.
    """

    one_transaction = False


async def _created_id(request: Request, deps: Deps) -> UUID:
    found: UUID | None = getattr(request.state, "created_id", None)
    return found or deps.new_id()


CreatedId = Annotated[UUID, Depends(_created_id)]
"""The id of the object that a request creates. It is derived from the `Idempotency-Key`, if the request has one."""


async def _once(request: Request, key: str, proceed: Endpoint, one_transaction: bool) -> Response:
    deps = dependencies()
    claims = bearer_claims(request, deps)
    limits = limit_caller(request, deps, claims)
    if not key or len(key) > MAXIMUM_KEY or "\x00" in key:
        raise Problem(
            "VALIDATION_ERROR", errors=[{"field": "Idempotency-Key", "code": "invalid", "message": "1–255"}]
        )
    claimed = _claim(deps, claims, key, await _fingerprint(request))
    if isinstance(claimed, Response):
        claimed.headers.update(limits)
        return claimed
    request.state.created_id = derived_uuid7(claimed, str(claims.user_id), key)
    try:
        with deps.db.transaction() if one_transaction else nullcontext():
            return await _remembered(request, deps, claims, key, proceed)
    except (Problem, RequestValidationError):
        repository.forget(deps.db, claims.user_id, key)
        raise
    except BaseException:
        # A retry can claim the key at once. The repeated work is safe: see `IdempotentCallRoute`.
        repository.let_go(deps.db, claims.user_id, key, deps.clock())
        raise


async def _remembered(
    request: Request, deps: Dependencies, claims: Claims, key: str, proceed: Endpoint
) -> Response:
    response = await proceed(request)
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


def _claim(deps: Dependencies, claims: Claims, key: str, fingerprint: bytes) -> Response | datetime:
    """Claim the key for this request and return when it was first claimed, or return the stored response of an earlier
    request.

    Raises:
        Problem: `IDEMPOTENCY_KEY_REUSED` when the earlier request had another body, `IDEMPOTENCY_IN_PROGRESS` while
            the earlier request runs.
    """
    now = deps.clock()
    taken_at = repository.claim(
        deps.db,
        claims.user_id,
        key,
        fingerprint,
        now=now,
        locked_until=now + LOCKED,
        expired_before=now - KEPT,
    )
    if taken_at is not None:
        return taken_at
    row = repository.find(deps.db, claims.user_id, key)
    if row is not None and row.fingerprint != fingerprint:
        raise Problem("IDEMPOTENCY_KEY_REUSED")
    if row is None or row.status is None:
        raise Problem("IDEMPOTENCY_IN_PROGRESS", headers={"retry-after": "1"})
    return Response(row.body, row.status, {**(row.headers or {}), "idempotency-replayed": "true"})
