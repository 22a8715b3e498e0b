"""Bedrock's runtime API and an OpenAI-compatible one on real sockets.

The fake Bedrock holds requests to AWS's own model of the service (botocore's) and recomputes their signature with
botocore's own signer.
"""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import unquote

import botocore.session
from botocore.model import Shape
from botocore.validate import ParamValidator

from recoloca.runtime.settings import Settings
from tests.support.sigv4 import ENVIRONMENT, signature_holds

MODEL: Final = "anthropic.claude-3-5-haiku-20241022-v1:0"
OPERATION: Final = (
    botocore.session.get_session().get_service_model("bedrock-runtime").operation_model("Converse")
)
INPUT, OUTPUT = OPERATION.input_shape, OPERATION.output_shape
assert INPUT is not None
assert OUTPUT is not None
REQUEST: Final[Shape] = INPUT
RESPONSE: Final[Shape] = OUTPUT
Respond = Callable[["Exchange"], None]


class Exchange:
    """One request, and the methods to answer it well or badly."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: bytes, done: threading.Event) -> None:
        self._handler = handler
        self.path = handler.path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.raw = body
        self.body: dict[str, Any] = json.loads(body)
        self.done = done
        """Set at the end of the test, so that an endless response stops waiting."""

    def send(
        self, status: int, payload: bytes, length: int | None = None, encoding: str | None = None
    ) -> None:
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", "application/json")
        if encoding is not None:
            self._handler.send_header("Content-Encoding", encoding)
        self._handler.send_header("Content-Length", str(len(payload) if length is None else length))
        self._handler.end_headers()
        self._handler.wfile.write(payload)
        self._handler.wfile.flush()

    def drip(self, first: bytes, then: bytes | None = None) -> None:
        """Write `first`, and then `then` (or `first` again) every 20 ms until the end of the test."""
        self._handler.wfile.write(first)
        while not self.done.wait(0.02):
            self._handler.wfile.write(first if then is None else then)

    def say_json(self, payload: Mapping[str, Any], status: int = 200) -> None:
        self.send(status, json.dumps(payload).encode())


class FakeEndpoint(ABC):
    """A server on a free port for a `with` block. `respond` answers; `exchanges` are the requests so far."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.exchanges: list[Exchange] = []
        self.errors: list[str] = []
        self.done = threading.Event()
        self.hung_up = threading.Event()
        """Set when a client closed its connection before the response was complete."""
        self.threads: list[threading.Thread] = []
        """The threads that write responses."""
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                exchange = Exchange(self, body, endpoint.done)
                endpoint.exchanges.append(exchange)
                endpoint.threads.append(threading.current_thread())
                endpoint.errors += endpoint.faults(exchange)
                self.close_connection = True
                try:
                    endpoint.respond(exchange)
                except (BrokenPipeError, ConnectionResetError):
                    endpoint.hung_up.set()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's word)
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @abstractmethod
    def faults(self, exchange: Exchange) -> list[str]:
        """The errors of a request."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.done.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class FakeBedrock(FakeEndpoint):
    @property
    def environment(self) -> dict[str, str]:
        return {
            "LANGUAGE_MODEL": "bedrock",
            "LANGUAGE_MODEL_ID": MODEL,
            "LANGUAGE_MODEL_URL": self.url,
            "LANGUAGE_MODEL_INPUT_PRICE": "0.80",
            "LANGUAGE_MODEL_OUTPUT_PRICE": "4",
            **ENVIRONMENT,
        }

    @property
    def settings(self) -> Settings:
        return Settings(self.environment)

    def faults(self, exchange: Exchange) -> list[str]:
        url = self.url + exchange.path
        holds = signature_holds("POST", url, exchange.headers, exchange.raw, "bedrock")
        found = [] if holds else ["the signature does not hold"]
        model = unquote(exchange.path.removeprefix("/model/").removesuffix("/converse"))
        report = ParamValidator().validate({"modelId": model, **exchange.body}, REQUEST)
        return [*found, *([report.generate_report()] if report.has_errors() else [])]


def advice(*pieces: Mapping[str, Any]) -> Respond:
    """A response of Bedrock that uses the tool."""
    return filled({"advice": list(pieces)})


def filled(data: object, tokens: tuple[int, int] = (1_500, 300)) -> Respond:
    content: list[dict[str, Any]] = [
        {"text": "Here is the advice."},
        {"toolUse": {"toolUseId": "t1", "name": "advise_on_cv", "input": data}},
    ]
    return converse(content, tokens)


def converse(content: list[dict[str, Any]], tokens: tuple[int, int] = (1_500, 300)) -> Respond:
    payload = {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": tokens[0], "outputTokens": tokens[1], "totalTokens": sum(tokens)},
        "metrics": {"latencyMs": 900},
    }
    report = ParamValidator().validate(payload, RESPONSE)
    assert not report.has_errors(), report.generate_report()
    return lambda exchange: exchange.say_json(payload)


def refusal(status: int, kind: str) -> Respond:
    return lambda exchange: exchange.say_json({"__type": kind, "message": "no"}, status)


def silence(exchange: Exchange) -> None:
    exchange.done.wait()


def dripping(exchange: Exchange) -> None:
    """A response of one byte every few milliseconds: it never pauses and never ends."""
    exchange.send(200, b"{", length=100_000)
    exchange.drip(b" ")


def dripping_headers(exchange: Exchange) -> None:
    """A header that grows by one byte every few milliseconds."""
    exchange.drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")


class FakeOpenAi(FakeEndpoint):
    @property
    def settings(self) -> Settings:
        return Settings(
            {
                "LANGUAGE_MODEL": "openai",
                "LANGUAGE_MODEL_ID": "llama3.2",
                "LANGUAGE_MODEL_URL": f"{self.url}/v1",
                "LANGUAGE_MODEL_KEY": "k",
            }
        )

    def faults(self, exchange: Exchange) -> list[str]:
        given = (exchange.path, exchange.headers.get("authorization"), exchange.body.get("model"))
        return [] if given == ("/v1/chat/completions", "Bearer k", "llama3.2") else [str(given)]
