"""Conditional requests (RFC 9110, section 13): a client that has an answer already is not sent it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIGEST_BYTES: Final = 16
OF_THE_BODY: Final = frozenset({b"content-length", b"content-type"})
"""Headers that describe a body; an answer without one leaves them out."""


class ConditionalGet:
    """Adds an `ETag` to each successful GET and answers 304 when `If-None-Match` names it.

    The tag is weak: CloudFront compresses the body on its way and would drop a strong one.
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
    """The messages of an answer, given its start, its whole body and the request's `If-None-Match`."""
    if start["status"] == 200:
        tag = etag(body)
        headers = [*start["headers"], (b"etag", tag.encode())]
        if is_known(tag, asked):
            kept = [(name, value) for name, value in headers if name.lower() not in OF_THE_BODY]
            return [{**start, "status": 304, "headers": kept}, {"type": "http.response.body", "body": b""}]
        start = {**start, "headers": headers}
    return [start, {"type": "http.response.body", "body": body}]


def etag(body: bytes) -> str:
    return f'W/"{hashlib.blake2b(body, digest_size=DIGEST_BYTES).hexdigest()}"'


def is_known(tag: str, asked: str) -> bool:
    """Whether `If-None-Match` names the tag; weak and strong forms count as the same."""
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
