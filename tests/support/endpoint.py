"""A service of AWS on a real socket, which gives prepared answers and records the requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: object
    """An equal number for requests over the same connection."""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True)
class Said:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs_up: bool = False
    """Closes the connection without announcing it."""


Respond = Callable[[Asked], Said]


@dataclass
class Endpoint:
    url: str
    respond: Respond = lambda _: Said()
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(wrap: Callable[[Any], Any] = lambda listening: listening) -> Iterator[Endpoint]:
    """An endpoint on a free port; `wrap` may put TLS around its socket."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = Asked(self.command, self.path, dict(self.headers.items()), body, self.connection)
            endpoint.asked.append(asked)
            said = endpoint.respond(asked)
            self.send_response(said.status)
            for name, value in {**said.headers, "Content-Length": str(len(said.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                with suppress(ConnectionError):  # in some tests the client does not wait
                    self.wfile.write(said.body)
            self.close_connection = self.close_connection or said.hangs_up

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer  # noqa: N815 (the base class's names)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if (wrapped := wrap(server.socket)) is not server.socket:
        server.socket, scheme = wrapped, "https"
    endpoint = Endpoint(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
