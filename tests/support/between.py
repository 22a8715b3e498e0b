"""A server between a client and another server, which plays a firewall, a gateway or a name of AWS."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self

import httpx

from infra.local.servers.process import LOOPBACK

HOP_BY_HOP: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})


@dataclass(frozen=True)
class Refusal:
    status: int
    body: str = ""
    retry_after: str | None = None


FIREWALL: Final = Refusal(429, retry_after="0")
"""The answer of a rate rule of WAF: no body, and the header that our rules add."""
GATEWAY: Final = Refusal(429, '{"message":"Too Many Requests"}')
"""The answer of a throttled HTTP API."""
BAD_GATEWAY: Final = Refusal(502, "<html><body>CloudFront</body></html>", "0")
TIMED_OUT: Final = Refusal(504, '{"message":"Endpoint request timed out"}', "0")


class Between:
    """Forwards requests to `behind`, at the path that `rename` returns.

    After `refuse` it answers some requests itself: as many as there are refusals, or all of them `for_ever`.
    """

    def __init__(self, behind: str, rename: Callable[[str], str] = str) -> None:
        self.rename = rename
        self.client = httpx.Client(base_url=behind, timeout=60, trust_env=False)
        self.refusals: defaultdict[str, list[Refusal]] = defaultdict(list)
        self.for_ever: dict[str, Refusal] = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer((LOOPBACK, 0), self._handler())
        self.url = f"http://{LOOPBACK}:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)

    def refuse(self, request: str, *refusals: Refusal, for_ever: bool = False) -> None:
        """`request` is a method and the beginning of a path."""
        if for_ever:
            (self.for_ever[request],) = refusals
        else:
            self.refusals[request] += refusals

    def refusal(self, asked: str) -> Refusal | None:
        self.asked.append(asked)
        for request, refusals in self.refusals.items():
            if asked.startswith(request) and refusals:
                return refusals.pop(0)
        return next((one for request, one in self.for_ever.items() if asked.startswith(request)), None)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        between = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                refusal = between.refusal(f"{self.command} {self.path}")
                if refusal:
                    headers = {"retry-after": refusal.retry_after} if refusal.retry_after else {}
                    self.answer(refusal.status, headers, refusal.body.encode())
                    return
                sent = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
                given = between.client.request(
                    self.command,
                    between.rename(self.path),
                    content=body,
                    headers={**sent, "accept-encoding": "identity"},
                )
                self.answer(given.status_code, dict(given.headers), given.content)

            do_GET = do_POST = handle_any  # noqa: N815 (the parent's names)

            def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in HOP_BY_HOP:
                        self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the parent's name)
                del format, args

        return Handler

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self.client.close()
