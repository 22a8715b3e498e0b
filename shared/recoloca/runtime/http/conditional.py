"""Conditional requests (RFC 9110, section 13): a client that has the current response gets 304 without a body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIGEST_BYTES: Final = 16
OF_THE_BODY: Final = frozenset({b"content-length", b"content-type"})
"""Headers that describe a body. A 304 response has no body and omits them."""


class ConditionalGet:
    """Adds an `ETag` to each GET response with status 200, and responds 304 when `If-None-Match` contains it.

    The tag is weak, because CloudFront compresses the body and removes strong tags.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        started: list[Message] = []
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                for each in answer(started[0], bytes(body), asked):
                    await send(each)

        await self._app(scope, receive, hold)


def answer(start: Message, body: bytes, asked: str) -> Iterable[Message]:
    """The ASGI messages of the response.

    `start` is the app's first message, `body` the whole body, and `asked` the request's `If-None-Match`.
    """
    if start["status"] == 200:
        tag = etag(body)
        headers = [*start["headers"], (b"etag", tag.encode())]
        if is_known(tag, asked):
            kept = [(name, value) for name, value in headers if name.lower() not in OF_THE_BODY]
            return [{**start, "status": 304, "headers": kept}, {"type": "http.response.body", "body": b""}]
        start = {**start, "headers": headers}
    return [start, {"type": "http.response.body", "body": body}]


def etag(body: bytes) -> str:
    """The weak entity tag of a body: a BLAKE2b hash of `DIGEST_BYTES` bytes in hexadecimal."""
    return f'W/"{hashlib.blake2b(body, digest_size=DIGEST_BYTES).hexdigest()}"'


def is_known(tag: str, asked: str) -> bool:
    """Whether `If-None-Match` contains the tag. The weak and the strong form of a tag are equal (RFC 9110, 8.8.3.2)."""
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
