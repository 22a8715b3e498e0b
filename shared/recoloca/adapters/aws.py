"""AWS services over plain HTTP: one kept connection each, signed, retried, and nothing that a cold start waits for.

Why not botocore: docs/adr/0504-aws-over-plain-http.md.
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
"""Refusals that say no more than «later», whatever their status."""


class UnreachableError(Exception):
    """The service did not answer, or only that it cannot just now; every try is spent."""


class AwsRefusedError(Exception):
    """The service understood and refuses; `code` is its own word for it, or the status where it says none."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class AwsResponse:
    """`headers` have lower-case names."""

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
    """One AWS service of the function's region, or what `AWS_ENDPOINT_URL[_<NAME>]` names instead.

    `name` is the service's in endpoints and signatures; `host` takes the place of its host. `attempts` is how often a
    request is sent at most, with a growing pause in between; `read_timeout` is in seconds, and so is `within`, after
    which a call waits for nothing more: functions end at their timeout without a word to anybody.
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
        """Send a request, again while that may help; `path` is quoted, `headers` are those that a server must see.

        `within` is the service's own where it is not given.

        Raises:
            UnreachableError: no answer in time, or only faults of the service's own.
            RefusedError: anything but success.
        """
        request = _Request(method, path, sigv4.query_of(query or {}), headers or {}, body, _digest(body))
        reason = ""
        until = self._monotonic() + (self._within if within is None else within)
        for attempt in range(self._attempts):
            wait = min(LONGEST_PAUSE_SECONDS, random.random() * 2 ** (attempt - 1)) if attempt else 0  # noqa: S311 (jitter)
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
        """A call of a JSON service: `target` is `<prefix>.<operation>`, `version` that of the protocol (`1.0`).

        Raises:
            UnreachableError, RefusedError: as `call` does.
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
        """The kept connection or a new one; `left` seconds are the most that it waits for anything."""
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
            # Not `__del__`: of garbage that refers to itself, the socket may be collected first.
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
    """Whether the other side has closed it, as it does while an environment is frozen: nothing else can be read now."""
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
    """Whether trying again may help."""
    return (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR
        or status == HTTPStatus.TOO_MANY_REQUESTS
        or code in THROTTLED
    )


def _refusal(answer: AwsResponse) -> tuple[str, str]:
    """The code and the message, as XML services, JSON services and answers without a body have them."""
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
    """Every element `tag` of an XML answer, as its children's texts by name."""
    from xml.etree import ElementTree  # noqa: PLC0415 (only who is answered in XML pays for it)

    def name(element: ElementTree.Element) -> str:
        return element.tag.rpartition("}")[2]

    elements = ElementTree.fromstring(body).iter()  # noqa: S314 (AWS's own)
    return [{name(child): child.text or "" for child in one} for one in elements if name(one) == tag]
