"""ASGI functions that the servers of the local cloud share."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class TooLargeError(Exception):
    """The body is larger than its reader allows."""


class DisconnectedError(Exception):
    """The client closed the connection before it had sent its whole body."""


def header(scope: Scope, name: bytes) -> str | None:
    """The value of the first header with this lower-case name; None without one."""
    for each, value in scope["headers"]:
        if each == name:
            return str(value.decode("latin-1"))
    return None


def encoded(headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> Headers:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in pairs]


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes:
    """Read the whole body.

    Raises:
        TooLargeError: the body has, or its Content-Length announces, more than `limit` bytes.
        DisconnectedError: the client did not send all of it.
    """
    said = header(scope, b"content-length")
    if said is not None and said.isdigit() and int(said) > limit:
        raise TooLargeError
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise DisconnectedError
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLargeError
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def respond(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    if status not in {204, 304}:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def respond_json(
    send: Send, status: int, content: object, headers: Mapping[str, str] | None = None
) -> None:
    fields = {"content-type": "application/json", **(headers or {})}
    await respond(send, status, encoded(fields), json.dumps(content, ensure_ascii=False).encode())
