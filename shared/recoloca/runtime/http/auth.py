"""Who calls: the bearer token of a request, the caller's address, and the limits on both."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response, params

from recoloca.adapters.tokens import Claims, TokenExpiredError, TokenInvalidError
from recoloca.runtime.dependencies import Dependencies, dependencies
from recoloca.runtime.http import rate_limit
from recoloca.runtime.http.locale import from_accept_language
from recoloca.runtime.problems import Problem


async def _dependencies() -> Dependencies:
    return dependencies()


Deps = Annotated[Dependencies, Depends(_dependencies)]


def bearer_claims(request: Request, deps: Dependencies) -> Claims:
    """The claims of a request's bearer token.

    Raises:
        Problem: `AUTH_REQUIRED`, `AUTH_TOKEN_INVALID` or `AUTH_TOKEN_EXPIRED`.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem("AUTH_REQUIRED")
    try:
        return deps.token_verifier.verify(token.strip(), deps.clock())
    except TokenExpiredError:
        raise Problem("AUTH_TOKEN_EXPIRED") from None
    except TokenInvalidError:
        raise Problem("AUTH_TOKEN_INVALID") from None


def limit_caller(request: Request, deps: Dependencies, claims: Claims) -> dict[str, str]:
    """Count the request against its caller's limit, once whoever asks; the `RateLimit` headers for the answer.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`.
    """
    if not hasattr(request.state, "rate_limit"):
        request.state.rate_limit = rate_limit.enforce(deps.cache, rate_limit.API, str(claims.user_id))
    headers: dict[str, str] = request.state.rate_limit
    return headers


async def _claims(request: Request, response: Response, deps: Deps) -> Claims:
    claims = bearer_claims(request, deps)
    response.headers.update(limit_caller(request, deps, claims))
    return claims


Caller = Annotated[Claims, Depends(_claims)]


async def _locale(request: Request) -> str:
    return from_accept_language(request.headers.get("accept-language"))


Locale = Annotated[str, Depends(_locale)]


def client_address(request: Request) -> str:
    """The caller's address: CloudFront's word in AWS (the app is reached only through it), the socket's elsewhere."""
    viewer = request.headers.get("cloudfront-viewer-address")
    if viewer:
        return viewer.rpartition(":")[0]
    return request.client.host if request.client else "unknown"


def limit_by_address(limit: rate_limit.Limit) -> params.Depends:
    """A dependency for routes that have no caller yet."""

    async def dependency(request: Request, response: Response, deps: Deps) -> None:
        response.headers.update(rate_limit.enforce(deps.cache, limit, client_address(request)))

    made: params.Depends = Depends(dependency)
    return made
