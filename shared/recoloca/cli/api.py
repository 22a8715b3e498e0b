"""An HTTP client of the platform's API for commands. It logs in and waits for rate limits."""

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
"""An access token is used for this long. It is valid for 15 minutes."""
PATIENCE: Final = 300
"""The maximum total wait of a call for rate limits and outages, in seconds. The firewall's limit ends after 60 s."""
LONGEST_PAUSE: Final = 30.0
TEMPORARY: Final = frozenset({429, 502, 503, 504})
"""The HTTP statuses of temporary errors, from the platform or from CloudFront and WAF. A retry can succeed."""

UNKNOWN: Final = "UNKNOWN"
UNREACHABLE: Final = "UNREACHABLE"

Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="The address of the app. Default: that of the stage."),
]
Email = Annotated[
    str | None,
    typer.Option(
        "--email",
        metavar="E-MAIL",
        envvar="RECOLOCA_EMAIL",
        help="The e-mail of the account. Default on the local platform: the demo account.",
    ),
]
Password = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="RECOLOCA_PASSWORD",
        metavar="TEXT",
        help="The password. It is safer in the variable: a list of processes shows options.",
    ),
]


class ApiError(Exception):
    """The API returned an error. It has the problem's code and message."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail

    @property
    def about_this_request(self) -> bool:
        """Whether the platform refused this request and would refuse it again. A 429 of the firewall is excluded."""
        ours = self.code != UNKNOWN and 400 <= self.status < 500
        return ours and self.status not in {401, 408, 429} and self.code != "IDEMPOTENCY_IN_PROGRESS"

    @property
    def about_everything(self) -> bool:
        """Whether other requests would fail too: no connection, a rate limit, an outage, or no valid login."""
        return self.code == UNREACHABLE or self.status in TEMPORARY | {401}


class Api:
    """The client. Use it with `async with`. `url` is the app's address; the paths of the API begin with `/api`."""

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
        """The `Authorization` header. It logs in when there is no fresh access token.

        Raises:
            ApiError: the login failed, or the platform did not respond.
        """
        async with self._signing_in:
            if self._monotonic() - self._signed_in > TOKEN_SECONDS:
                answer = await self.with_retries(
                    lambda: self.http.post("/api/auth/login", json=self._credentials), patience
                )
                self._token = read(answer)["access_token"]
                self._signed_in = self._monotonic()
        return {"authorization": f"Bearer {self._token}"}

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request and return the parsed JSON response.

        It retries temporary errors, and logs in again after a 401 response.

        Raises:
            ApiError: the API returned an error or stayed unavailable.
        """

        used = ""

        async def send() -> httpx.Response:
            nonlocal used
            sent = await self.authorization()
            used = self._token
            return await self.http.request(method, f"/api{path}", json=body, headers={**sent, **headers})

        answer = await self.with_retries(send)
        if answer.status_code == 401:
            if used == self._token:  # no concurrent call has logged in again
                self._signed_in = float("-inf")
            answer = await self.with_retries(send)
        return read(answer)

    async def with_retries(
        self, send: Callable[[], Awaitable[httpx.Response]], patience: float | None = None
    ) -> httpx.Response:
        """Send a request and retry temporary errors for `patience` seconds (default: the client's own).

        Raises:
            ApiError: the platform did not respond. Before any first response it is raised at once, because then the
                address is probably wrong.
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
    """Whether the URL is on this machine, where no proxy must be used."""
    return urlsplit(url).hostname in {"localhost", "127.0.0.1", "::1"}


def unreachable(url: str, error: httpx.TransportError) -> ApiError:
    return ApiError(0, UNREACHABLE, f"{url} does not answer ({str(error) or type(error).__name__})")


def wait_of(answer: httpx.Response, pause: float) -> float | None:
    """Seconds to wait before a retry: the `Retry-After` of the response, or else `pause`. None for a final response."""
    code = code_of(answer)
    temporary = answer.status_code in TEMPORARY or code == "IDEMPOTENCY_IN_PROGRESS"
    if not temporary or code == "QUOTA_EXCEEDED":
        return None
    named = answer.headers.get("retry-after", "")
    return float(named) if named.isdecimal() else pause


def code_of(answer: httpx.Response) -> str:
    """The code of the problem; `UNKNOWN` for a response that does not come from the platform."""
    return str(problem_of(answer).get("code", UNKNOWN))


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The members of the problem; empty for a response that does not come from the platform."""
    try:
        return read_object(answer.content)
    except ValueError:
        return {}


def read(answer: httpx.Response) -> Any:
    """The parsed JSON body; None for an empty body.

    Raises:
        ApiError: the request failed, or the body is not JSON.
    """
    if answer.is_success:
        try:
            return read_json(answer.content) if answer.content else None
        except ValueError as error:
            raise ApiError(answer.status_code, UNKNOWN, f"The response is not JSON: {error}") from error
    told = problem_of(answer).get("detail") or f"HTTP {answer.status_code} {answer.reason_phrase}".rstrip()
    raise ApiError(answer.status_code, code_of(answer), str(told))


def open_api(stage: str, url: str | None, email: str | None, password: str | None, concurrency: int) -> Api:
    """A client for a stage and an account. The command fails when the account or the address is missing."""
    where = url.rstrip("/") if url else target(stage).url
    if email is None and stage == LOCAL:
        from recoloca.cli import demo  # noqa: PLC0415 (needed only for the demo account)

        email, password = demo.EMAIL, password or demo.PASSWORD
    if not email or not password:
        fail("Give the account by --email and --password (or RECOLOCA_EMAIL and RECOLOCA_PASSWORD).")
    return Api(where, email, password, concurrency)
