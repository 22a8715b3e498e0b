"""A small HTTP client for AWS services: it signs and retries requests, and keeps one connection for each service.

docs/adr/0504-aws-over-plain-http.md explains why it replaces botocore.
"""

from __future__ import annotations

import functools
import hashlib
import http.client
import json
import random
import select
import ssl
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any, Final
from urllib.parse import urlsplit

from recoloca.adapters import sigv4
from recoloca.adapters.aws_credentials import CredentialSource
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.outside import read_json
from recoloca.runtime.settings import Settings

CONNECT_SECONDS: Final = 2
LONGEST_PAUSE_SECONDS: Final = 5.0
THROTTLED: Final = frozenset(
    {
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
"""Error codes that mean "retry later", independent of the HTTP status."""


class UnreachableError(Exception):
    """Every attempt failed: no response in time, or only responses that allow a retry."""


class AwsRefusedError(Exception):
    """The service refused the request, and a retry cannot help.

    `code` is the service's error code, or the HTTP status if the response has no code.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class AwsResponse:
    """A response. The names in `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def failed(self) -> bool:
        return self.status >= HTTPStatus.MULTIPLE_CHOICES


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes | IO[bytes]
    digest: str


class AwsClient:
    """A client for one AWS service in the function's region, or at the address in `AWS_ENDPOINT_URL[_<NAME>]`.

    `name` is the service's name in endpoints and signatures. `host` replaces the default host name. A request is sent
    at most `attempts` times, with exponential backoff. `read_timeout` (seconds) limits one read. `within` (seconds) is
    the deadline of a whole call with its retries. It must be shorter than the function's timeout, because a function
    that times out sends no response. `jitter` gives the share of the longest pause that a retry waits, from 0 to 1.
    """

    _connection: http.client.HTTPConnection | None = None
    _closing: Callable[[], object]

    def __init__(
        self,
        settings: Settings,
        name: str,
        *,
        read_timeout: float,
        attempts: int,
        within: float,
        host: str | None = None,
        clock: Clock = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        region = settings.required("AWS_REGION")
        given = settings.optional(f"AWS_ENDPOINT_URL_{name.upper()}") or settings.optional("AWS_ENDPOINT_URL")
        self.endpoint = urlsplit(given or f"https://{host or f'{name}.{region}.amazonaws.com'}")
        self.local = given is not None
        self.name = name
        self.credentials = CredentialSource(settings, clock)
        self.clock = clock
        self._read_timeout = read_timeout
        self._attempts = attempts
        self._within = within
        self._monotonic = monotonic
        self._pause = pause
        self._jitter = jitter

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | IO[bytes] = b"",
        within: float | None = None,
    ) -> AwsResponse:
        """Send a request and retry it after a temporary error.

        `path` is already percent-encoded. `headers` are added to the signed headers. `within` (seconds) replaces the
        client's own deadline.

        Raises:
            UnreachableError: every attempt failed or the deadline passed.
            AwsRefusedError: the service refused the request, and a retry cannot help.
        """
        request = _Request(method, path, sigv4.query_of(query or {}), headers or {}, body, _digest(body))
        reason = ""
        until = self._monotonic() + (self._within if within is None else within)
        for attempt in range(self._attempts):
            wait = min(LONGEST_PAUSE_SECONDS, self._jitter() * 2 ** (attempt - 1)) if attempt else 0
            left = until - self._monotonic() - wait
            if left <= 0:
                break
            if wait:
                self._pause(wait)
            try:
                answer = self._send(request, left)
            except (OSError, http.client.HTTPException) as error:
                reason = type(error).__name__
                continue
            if not answer.failed:
                return answer
            refused = AwsRefusedError(*_refusal(answer))
            if not _passes(answer.status, refused.code):
                raise refused
            reason = refused.code
        raise UnreachableError(reason)

    def ask(self, target: str, body: Mapping[str, Any], version: str, *, within: float | None = None) -> Any:
        """Call an operation of a JSON service and return the parsed response body.

        `target` is `<prefix>.<operation>`. `version` is the version of the JSON protocol, for example `1.0`.

        Raises:
            UnreachableError: as in `call`.
            AwsRefusedError: as in `call`.
        """
        headers = {"Content-Type": f"application/x-amz-json-{version}", "X-Amz-Target": target}
        answer = self.call("POST", "/", headers=headers, body=json.dumps(body).encode(), within=within)
        return read_json(answer.body)

    def _send(self, request: _Request, left: float) -> AwsResponse:
        signed = sigv4.signed_headers(
            self.credentials.current(),
            service=self.name,
            host=self.endpoint.netloc,
            path=request.path,
            headers=request.headers,
            digest=request.digest,
            now=self.clock(),
            method=request.method,
            query=request.query,
        )
        connection = self._connected(left)
        try:
            if not isinstance(request.body, bytes):
                request.body.seek(0)
                signed["Content-Length"] = str(request.body.seek(0, 2))
                request.body.seek(0)
            target = f"{request.path}?{request.query}" if request.query else request.path
            connection.request(request.method, target, request.body, signed)
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            self.close()
            raise
        if response.will_close:
            self.close()
        return AwsResponse(
            response.status, {name.lower(): value for name, value in response.getheaders()}, body
        )

    def _connected(self, left: float) -> http.client.HTTPConnection:
        """The kept connection or a new one. `left` (seconds) is the upper limit of its timeouts."""
        if self._connection is not None and _dropped(self._connection):
            self.close()
        if self._connection is None:
            host, port = self.endpoint.hostname or "", self.endpoint.port
            secure, patience = self.endpoint.scheme == "https", min(CONNECT_SECONDS, left)
            made = (
                http.client.HTTPSConnection(host, port, timeout=patience, context=_tls())
                if secure
                else http.client.HTTPConnection(host, port, timeout=patience)
            )
            made.connect()
            # `__del__` is not enough: in a reference cycle the socket can be collected before this object.
            self._connection, self._closing = made, weakref.finalize(self, made.close)
        self._connection.sock.settimeout(min(self._read_timeout, left))
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._closing()
            self._connection = None


@functools.cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _dropped(connection: http.client.HTTPConnection) -> bool:
    """Whether the server closed the connection, for example while the environment was frozen.

    No response is pending here, so a readable socket means end of file.
    """
    return connection.sock is None or bool(select.select([connection.sock], [], [], 0)[0])


def _digest(body: bytes | IO[bytes]) -> str:
    if isinstance(body, bytes):
        return sigv4.sha256(body)
    body.seek(0)
    digest = hashlib.sha256()
    while part := body.read(1 << 16):
        digest.update(part)
    return digest.hexdigest()


def _passes(status: int, code: str) -> bool:
    """Whether a retry can succeed."""
    return (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR
        or status == HTTPStatus.TOO_MANY_REQUESTS
        or code in THROTTLED
    )


def _refusal(answer: AwsResponse) -> tuple[str, str]:
    """The error code and the message of an XML response, a JSON response, or a response without a body."""
    text = answer.body.strip()
    if text.startswith(b"<"):
        found = next(iter(records(text, "Error")), {})
        return found.get("Code", str(answer.status)), found.get("Message", "")
    if text.startswith(b"{"):
        said = read_json(text)
        named = answer.headers.get("x-amzn-errortype") or said.get("__type") or str(answer.status)
        return named.partition(":")[0].rpartition("#")[2], str(
            said.get("message") or said.get("Message") or ""
        )
    return str(answer.status), ""


def records(body: bytes, tag: str) -> list[dict[str, str]]:
    """Every element `tag` of an XML response, as a dictionary from child element name to text."""
    from xml.etree import ElementTree  # noqa: PLC0415 (only XML services need this import)

    def name(element: ElementTree.Element) -> str:
        return element.tag.rpartition("}")[2]

    elements = ElementTree.fromstring(body).iter()  # noqa: S314 (the response comes from AWS)
    return [{name(child): child.text or "" for child in one} for one in elements if name(one) == tag]
