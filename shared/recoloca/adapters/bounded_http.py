"""One HTTP request with a limit on its total time and on the size of its answer.

The clients of language models limit only the wait for the next byte, so an endpoint that sends a byte every second is
never too late. Both let their caller send the request, and this module sends it. When the time is over, asyncio cancels
the request: its connection is closed, and no thread continues to read. Only the system's resolver of names cannot be
cancelled; its thread ends at the resolver's own limit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import httpx2

T = TypeVar("T")
LARGEST_ANSWER: Final = 1_000_000
"""Bytes, after decompression."""
ENCODED: Final = {"content-encoding", "content-length", "transfer-encoding"}
"""Headers of the answer that no longer hold after it was read and decompressed."""


class AnswerTooLargeError(httpx2.TransportError):
    """The answer has more than `LARGEST_ANSWER` bytes."""


class BoundedTransport(httpx2.BaseTransport):
    """Sends one request on one connection. Redirects are not followed."""

    def __init__(self) -> None:
        self._trusted = httpx2.create_ssl_context()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The complete answer to `request`, whatever its status.

        The request's read timeout (seconds) limits the connection, the request and the answer together.

        Raises:
            httpx2.TimeoutException: the time is over.
            AnswerTooLargeError: the answer is too large.
            httpx2.TransportError: there is no connection, or the answer is not HTTP or not complete.
        """
        seconds = request.extensions["timeout"]["read"]
        try:
            return _run(self._exchange(request, seconds))
        except TimeoutError as error:
            raise httpx2.ReadTimeout(f"no complete answer in {seconds:g} s", request=request) from error

    async def _exchange(self, request: httpx2.Request, seconds: float) -> httpx2.Response:
        sent = httpx2.Request(request.method, request.url, headers=request.headers, content=request.read())
        async with asyncio.timeout(seconds), httpx2.AsyncClient(timeout=None, verify=self._trusted) as client:
            answer = await client.send(sent, stream=True)
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > LARGEST_ANSWER:
                    raise AnswerTooLargeError(f"more than {LARGEST_ANSWER} bytes", request=request)
        headers = [
            (name, value) for name, value in answer.headers.multi_items() if name.lower() not in ENCODED
        ]
        return httpx2.Response(answer.status_code, headers=headers, content=bytes(content), request=request)


def _run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, from an event loop of its own.

    `asyncio.run` would take away the thread's own loop, which Mangum needs, and would wait for the resolver's thread.
    """
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
