"""Identifies the caller by bearer token or by address, and applies the rate limits to the caller."""

from __future__ import annotations

from contextlib import AbstractContextManager
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request, Response, params

from recoloca.adapters.tokens import Claims, TokenExpiredError, TokenInvalidError
from recoloca.runtime import rate_limit
from recoloca.runtime.dependencies import Dependencies, dependencies
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
    """Count the request against the API limit of its caller. Returns the `RateLimit` headers for the response.

    One request counts once, even when several dependencies call this function.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`.
    """
    if not hasattr(request.state, "rate_limit"):
        request.state.rate_limit = rate_limit.enforce(deps, rate_limit.API, str(claims.user_id))
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


def guarding_password(deps: Dependencies, caller: Claims) -> AbstractContextManager[None]:
    """Limit wrong passwords that a logged-in caller sends in the block. Each login session has its own count.

    Raises:
        Problem: `RATE_LIMIT_EXCEEDED`.
    """
    who = str(caller.family_id)
    return rate_limit.counting(deps, rate_limit.PASSWORD, who, "AUTH_INVALID_CREDENTIALS")


def client_address(request: Request) -> str:
    """The caller's address as rate limits count it: an IPv4 address, or the /64 network of an IPv6 address.

    A provider gives each customer a whole /64, so all addresses in it can belong to one person. In AWS the address
    comes from CloudFront's header, because every request passes through CloudFront. Elsewhere it comes from the socket.
    """
    return _network(request, v4=32, v6=64)


def client_network(request: Request) -> str:
    """The caller's network: the /24 of an IPv4 address, or the /64 of an IPv6 address."""
    return _network(request, v4=24, v6=64)


def _network(request: Request, *, v4: int, v6: int) -> str:
    viewer = request.headers.get("cloudfront-viewer-address", "").rpartition(":")[0].strip("[]")
    told = viewer or (request.client.host if request.client else "unknown")
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, v4 if address.version == 4 else v6), strict=False))


def limit_by_address(limit: rate_limit.Limit) -> params.Depends:
    """A FastAPI dependency that applies `limit` to the caller's address, for routes without a bearer token."""

    async def dependency(request: Request, response: Response, deps: Deps) -> None:
        response.headers.update(rate_limit.enforce(deps, limit, client_address(request)))

    made: params.Depends = Depends(dependency)
    return made
