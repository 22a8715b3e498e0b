"""The platform's HTTP API for commands: signed in, patient with rate limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

import httpx
import typer

from recoloca.cli.console import fail
from recoloca.cli.target import LOCAL, target
from recoloca.runtime.outside import read_json, read_object

TOKEN_SECONDS: Final = 600
"""How long an access token is used; it is good for 15 minutes."""
PATIENCE: Final = 300
"""Seconds a call waits in all for a rate limit or a service that is unavailable: the firewall's is over in 60."""
LONGEST_PAUSE: Final = 30.0
PASSING: Final = frozenset({429, 502, 503, 504})
"""Statuses of the platform, and of what stands before it, that another try may find gone."""

UNKNOWN: Final = "UNKNOWN"
UNREACHABLE: Final = "UNREACHABLE"

Url = Annotated[
    str | None, typer.Option("--url", metavar="URL", help="The app's address; the stage's own by default.")
]
Email = Annotated[
    str | None,
    typer.Option(
        "--email",
        metavar="E-MAIL",
        envvar="RECOLOCA_EMAIL",
        help="Whose account; locally the demo's by default.",
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="RECOLOCA_PASSWORD",
        metavar="TEXT",
        help="Its password; better given by the variable, which no list of processes shows.",
    ),
]


class ApiError(Exception):
    """The API refused: its problem's code and sentence."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail

    @property
    def about_this_request(self) -> bool:
        """Whether the platform itself refused what was asked, as it would again: 429 from a firewall is not that."""
        ours = self.code != UNKNOWN and 400 <= self.status < 500
        return ours and self.status not in {401, 408, 429} and self.code != "IDEMPOTENCY_IN_PROGRESS"

    @property
    def about_everything(self) -> bool:
        """Whether the next request would fare no better: nothing answers, too much was asked, nobody is signed in."""
        return self.code == UNREACHABLE or self.status in PASSING | {401}


class Api:
    """`async with` one; `url` is the app's address, under which the API is `/api`."""

    patience: float = PATIENCE

    def __init__(
        self,
        url: str,
        email: str,
        password: str,
        concurrency: int = 10,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.url = url
        self.account = email
        self._monotonic = monotonic
        self._sleep = sleep
        self._credentials = {"email": email, "password": password}
        limits = httpx.Limits(max_connections=concurrency + 2, max_keepalive_connections=concurrency + 2)
        self.http = httpx.AsyncClient(
            base_url=url, timeout=30, limits=limits, trust_env=not is_on_this_machine(url)
        )
        self._signing_in = asyncio.Lock()
        self._answered = False
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

    async def authorization(self, patience: float | None = None) -> dict[str, str]:
        """The header of a signed-in request.

        Raises:
            ApiError: the account cannot sign in, or nothing answers.
        """
        async with self._signing_in:
            if self._monotonic() - self._signed_in > TOKEN_SECONDS:
                answer = await self.patiently(
                    lambda: self.http.post("/api/auth/login", json=self._credentials), patience
                )
                self._token = read(answer)["access_token"]
                self._signed_in = self._monotonic()
        return {"authorization": f"Bearer {self._token}"}

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's JSON; waits where that may help, and signs in again when the session has ended.

        Raises:
            ApiError: the API refuses, or stays unavailable.
        """

        used = ""

        async def send() -> httpx.Response:
            nonlocal used
            sent = await self.authorization()
            used = self._token
            return await self.http.request(method, f"/api{path}", json=body, headers={**sent, **headers})

        answer = await self.patiently(send)
        if answer.status_code == 401:
            if used == self._token:  # nobody has signed in anew meanwhile
                self._signed_in = float("-inf")
            answer = await self.patiently(send)
        return read(answer)

    async def patiently(
        self, send: Callable[[], Awaitable[httpx.Response]], patience: float | None = None
    ) -> httpx.Response:
        """The answer, after other tries where they may help and `patience` (seconds, its own by default) allows them.

        Raises:
            ApiError: nothing answers; at once when nothing ever did, since the address is wrong then.
        """
        deadline = self._monotonic() + (self.patience if patience is None else patience)
        pause = 1.0
        while True:
            try:
                answer = await send()
                self._answered = True
                wait = wait_of(answer, pause)
            except httpx.TransportError as error:
                if not self._answered or self._monotonic() + pause > deadline:
                    raise unreachable(self.url, error) from error
                wait = pause
            else:
                if wait is None or self._monotonic() + wait > deadline:
                    return answer
            await self._sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)


def is_on_this_machine(url: str) -> bool:
    """Whether no proxy leads there."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def unreachable(url: str, error: httpx.TransportError) -> ApiError:
    return ApiError(0, UNREACHABLE, f"{url} does not answer ({str(error) or type(error).__name__})")


def wait_of(answer: httpx.Response, pause: float) -> float | None:
    """Seconds to wait before trying again, `pause` where the answer names none; None for an answer that is final."""
    code = code_of(answer)
    passing = answer.status_code in PASSING or code == "IDEMPOTENCY_IN_PROGRESS"
    if not passing or code == "QUOTA_EXCEEDED":
        return None
    named = answer.headers.get("retry-after", "")
    return float(named) if named.isdecimal() else pause


def code_of(answer: httpx.Response) -> str:
    """The problem's code; `UNKNOWN` for an answer that is not the platform's."""
    return str(problem_of(answer).get("code", UNKNOWN))


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The members of the answer's problem; none for an answer that is not the platform's."""
    try:
        return read_object(answer.content)
    except ValueError:
        return {}


def read(answer: httpx.Response) -> Any:
    """Raises ApiError unless the request succeeded and its answer is JSON."""
    if answer.is_success:
        try:
            return read_json(answer.content) if answer.content else None
        except ValueError as error:
            raise ApiError(answer.status_code, UNKNOWN, f"The answer is no JSON: {error}") from error
    told = problem_of(answer).get("detail") or f"HTTP {answer.status_code} {answer.reason_phrase}".rstrip()
    raise ApiError(answer.status_code, code_of(answer), str(told))


def open_api(stage: str, url: str | None, email: str | None, password: str | None, concurrency: int) -> Api:
    """The API of a stage for an account; ends the command when something is missing."""
    where = url.rstrip("/") if url else target(stage).url
    if email is None and stage == LOCAL:
        from recoloca.cli import demo  # noqa: PLC0415 (needed only for the demo account)

        email, password = demo.EMAIL, password or demo.PASSWORD
    if not email or not password:
        fail("Give the account by --email and --password (or RECOLOCA_EMAIL and RECOLOCA_PASSWORD).")
    return Api(where, email, password, concurrency)
