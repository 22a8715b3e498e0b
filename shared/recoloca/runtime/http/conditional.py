"""Conditional requests (RFC 9110, section 13): a client that has the current response gets 304 without a body."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recoloca.runtime.problems import Problem

DIGEST_BYTES: Final = 16
OF_THE_BODY: Final = frozenset({b"content-length", b"content-type"})
"""Headers that describe a body. A 304 response has no body and omits them."""

VERSION_TAG: Final = re.compile(r'(?:W/)?"(\d{1,9})(?:\.\d+)?"')
ANY: Final = "*"
UNKNOWN_VERSION: Final = 0
"""No version has this number, so a tag that is not ours never fits."""


class ConditionalGet:
    """Adds an `ETag` to each GET response with status 200, and responds 304 when `If-None-Match` contains it.

    A route can set its own `ETag`, which then stays.

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
        own = next((value.decode() for name, value in start["headers"] if name.lower() == b"etag"), None)
        tag = own or etag(body)
        headers = [*start["headers"], *([] if own else [(b"etag", tag.encode())])]
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


def version_tag(version: int, updated_at: datetime) -> str:
    """The weak entity tag of something with numbered versions. A change beside the content changes it too."""
    return f'W/"{version}.{round(updated_at.timestamp() * 1_000_000)}"'


def expected_version(if_match: str | None) -> int | None:
    """The version that `If-Match` names, from `version_tag` or as `"3"`; None for `*`, which any version fits.

    Weak and strong tags are equal here, although RFC 9110 (13.1.1) wants strong ones: CloudFront weakens a tag when
    it compresses a response.

    Raises:
        Problem: `PRECONDITION_REQUIRED` without the header.
    """
    if if_match is None:
        raise Problem("PRECONDITION_REQUIRED")
    if if_match.strip() == ANY:
        return None
    found = VERSION_TAG.fullmatch(if_match.strip())
    return int(found[1]) if found else UNKNOWN_VERSION
