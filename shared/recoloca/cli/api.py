"""The platform's HTTP API for commands: signed in, patient with rate limits."""

from __future__ import annotations

import asyncio
import os
import time
from types import TracebackType
from typing import Annotated, Any, Final, Self

import httpx
import typer

from recoloca.cli.console import fail
from recoloca.cli.target import LOCAL, target

TOKEN_SECONDS: Final = 600
"""How long an access token is used; it is good for 15 minutes."""
PATIENCE: Final = 120
"""Seconds a call waits in all for a rate limit or a service that is unavailable."""

Url = Annotated[str | None, typer.Option("--url", help="The app's address; the stage's own by default.")]
Email = Annotated[
    str | None,
    typer.Option("--email", envvar="RECOLOCA_EMAIL", help="Whose account; locally the demo's by default."),
]
Password = Annotated[
    str | None,
    typer.Option("--password", envvar="RECOLOCA_PASSWORD", help="Better given by the variable than typed."),
]


class ApiError(Exception):
    """The API refused: its problem's code and sentence."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


class Api:
    """`async with` one; `url` is the app's address, under which the API is `/api`."""

    def __init__(self, url: str, email: str, password: str, concurrency: int = 10) -> None:
        self.url = url
        self._account = {"email": email, "password": password}
        limits = httpx.Limits(max_connections=concurrency + 2, max_keepalive_connections=concurrency + 2)
        self.http = httpx.AsyncClient(base_url=url, timeout=30, limits=limits)
        self._signing_in = asyncio.Lock()
        self._token = ""
        self._signed_in = float("-inf")

    async def __aenter__(self) -> Self:
        await self.http.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.__aexit__(kind, error, trace)

    async def authorization(self) -> dict[str, str]:
        """The header of a signed-in request.

        Raises:
            ApiError: the account cannot sign in, or nothing answers.
        """
        async with self._signing_in:
            if time.monotonic() - self._signed_in > TOKEN_SECONDS:
                try:
                    answer = await self.http.post("/api/auth/login", json=self._account)
                except httpx.TransportError as error:
                    raise unreachable(self.url, error) from error
                self._token = read(answer)["access_token"]
                self._signed_in = time.monotonic()
        return {"authorization": f"Bearer {self._token}"}

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's JSON; waits where the API asks to.

        Raises:
            ApiError: the API refuses, or stays unavailable.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            sent = {**await self.authorization(), **headers}
            try:
                answer = await self.http.request(method, f"/api{path}", json=body, headers=sent)
                wait = wait_of(answer)
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    raise unreachable(self.url, error) from error
                wait = 1.0
            if wait is None or time.monotonic() + wait > deadline:
                return read(answer)
            await asyncio.sleep(wait)


def unreachable(url: str, error: httpx.TransportError) -> ApiError:
    return ApiError(0, "UNREACHABLE", f"{url} does not answer ({str(error) or type(error).__name__})")


def wait_of(answer: httpx.Response) -> float | None:
    """Seconds to wait before trying again; None for an answer that is final."""
    if answer.status_code == 503 or (answer.status_code == 429 and code_of(answer) == "RATE_LIMIT_EXCEEDED"):
        return float(answer.headers.get("retry-after", 1))
    return None


def code_of(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("code", "UNKNOWN"))
    except (ValueError, AttributeError):
        return "UNKNOWN"


def read(answer: httpx.Response) -> Any:
    """Raises ApiError unless the request succeeded."""
    if answer.is_success:
        return answer.json() if answer.content else None
    code = code_of(answer)
    detail = answer.json().get("detail", "") if code != "UNKNOWN" else answer.text[:200]
    raise ApiError(answer.status_code, code, detail or f"HTTP {answer.status_code}")


def open_api(stage: str, url: str | None, email: str | None, password: str | None, concurrency: int) -> Api:
    """The API of a stage for an account; ends the command when something is missing."""
    where = url.rstrip("/") if url else target(stage).url
    if email is None and stage == LOCAL:
        from recoloca.accounts import demo  # noqa: PLC0415 (argon2: only when it is the demo's)

        email, password = demo.EMAIL, password or demo.PASSWORD
    if not email or not password:
        fail("Give --email and --password (or RECOLOCA_EMAIL and RECOLOCA_PASSWORD).")
    os.environ.setdefault("NO_PROXY", "localhost,127.0.0.1")
    return Api(where, email, password, concurrency)
