"""Large language models behind one port: Amazon Bedrock, or any endpoint that speaks OpenAI's chat completions.

`LANGUAGE_MODEL` is `bedrock`, `openai` or absent (no model, the embedded engine alone: `runtime.dependencies`). A model
answers by filling in a JSON schema; whoever asks checks what it says. Plain HTTP rather than boto3, whose client for
Bedrock alone costs a cold start more than the embedded analysis takes (docs/adr/0402).
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol
from urllib.parse import SplitResult, quote, urlsplit

from recoloca.adapters.aws_credentials import Credentials
from recoloca.adapters.sigv4 import sha256, signed_headers
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.outside import read_json
from recoloca.runtime.settings import Settings

LARGEST_ANSWER: Final = 1_000_000
"""Bytes."""
DEFAULT_SECONDS: Final = 20.0
Why = Literal["timeout", "throttled", "unavailable", "malformed"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`schema` is a JSON schema of an object, and `name` what the model takes its filling-in for."""

    name: str
    instructions: str
    text: str
    schema: Mapping[str, Any]
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Spent:
    model: str
    input_tokens: int
    output_tokens: int
    cost_microusd: int
    """Millionths of a US dollar, by the prices in the settings."""
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Completion:
    data: Mapping[str, Any]
    spent: Spent


class LanguageModelError(Exception):
    """No usable answer; `spent` is known even so, because a malformed answer costs what a good one does."""

    def __init__(self, why: Why, detail: str, spent: Spent) -> None:
        super().__init__(f"{why}: {detail}")
        self.why: Why = why
        self.spent = spent


class LanguageModel(Protocol):
    def ask(self, prompt: Prompt, *, seconds: float) -> Completion:
        """The schema filled in, within `seconds` all told.

        Raises:
            LanguageModelError: the endpoint was not reached in time, refused, or gave something else.
        """


@dataclass(frozen=True, slots=True)
class _Reply:
    """What both dialects say: the filled-in schema as given (an object, or text that holds it) and the tokens."""

    filled: object
    input_tokens: int
    output_tokens: int


class _HttpModel(ABC):
    """One POST a question, no retry: whoever waits for the answer has the embedded result already."""

    def __init__(self, settings: Settings, url: str) -> None:
        self.settings = settings
        self.model = settings.required("LANGUAGE_MODEL_ID")
        self.url = urlsplit(url)

    def ask(self, prompt: Prompt, *, seconds: float) -> Completion:
        began = time.monotonic()

        def spent(reply: _Reply | None = None) -> Spent:
            tokens = (reply.input_tokens, reply.output_tokens) if reply else (0, 0)
            return Spent(self.model, *tokens, self._cost(*tokens), round((time.monotonic() - began) * 1000))

        body = json.dumps(self.body(prompt), ensure_ascii=False).encode()
        try:
            status, payload = post(self.url, self.path, self.headers(body), body, seconds)
        except TimeoutError as error:
            raise LanguageModelError("timeout", f"no answer in {seconds:g} s", spent()) from error
        except (OSError, http.client.HTTPException) as error:
            raise LanguageModelError("unavailable", type(error).__name__, spent()) from error
        if status != http.HTTPStatus.OK:
            throttled = status == http.HTTPStatus.TOO_MANY_REQUESTS
            raise LanguageModelError("throttled" if throttled else "unavailable", f"status {status}", spent())
        try:
            reply = self.read(read_json(payload))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise LanguageModelError("malformed", "not the dialect of this endpoint", spent()) from error
        return Completion(_object(reply, spent(reply)), spent(reply))

    def _cost(self, input_tokens: int, output_tokens: int) -> int:
        """Dollars a million tokens are millionths of a dollar a token."""
        prices = (self.settings.optional(f"LANGUAGE_MODEL_{way}_PRICE") for way in ("INPUT", "OUTPUT"))
        paid = zip(prices, (input_tokens, output_tokens), strict=True)
        return round(sum(float(price or 0) * tokens for price, tokens in paid))

    path: str

    @abstractmethod
    def body(self, prompt: Prompt) -> dict[str, Any]:
        """The question in this endpoint's dialect."""

    @abstractmethod
    def headers(self, body: bytes) -> dict[str, str]:
        """What proves who asks."""

    @abstractmethod
    def read(self, payload: Any) -> _Reply:
        """The reply out of this endpoint's dialect; a shape that it lacks raises what looking it up raises."""


def _object(reply: _Reply, spent: Spent) -> Mapping[str, Any]:
    filled = reply.filled
    if isinstance(filled, str):
        try:
            filled = read_json(filled)
        except ValueError as error:
            raise LanguageModelError("malformed", "text that is no JSON", spent) from error
    if not isinstance(filled, dict):
        raise LanguageModelError("malformed", "no JSON object", spent)
    return filled


class Bedrock(_HttpModel):
    """Amazon Bedrock's Converse, with the schema as a tool that the model has to use."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        region = settings.required("AWS_REGION")
        given = settings.optional("LANGUAGE_MODEL_URL")
        super().__init__(settings, given or f"https://bedrock-runtime.{region}.amazonaws.com")
        self.clock = clock
        self.path = f"/model/{quote(self.model, safe='')}/converse"

    def headers(self, body: bytes) -> dict[str, str]:
        return signed_headers(
            Credentials.from_settings(self.settings),
            service="bedrock",
            host=self.url.netloc,
            path=self.path,
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            digest=sha256(body),
            now=self.clock(),
        )

    def body(self, prompt: Prompt) -> dict[str, Any]:
        tool = {"name": prompt.name, "inputSchema": {"json": prompt.schema}}
        return {
            "system": [{"text": prompt.instructions}],
            "messages": [{"role": "user", "content": [{"text": prompt.text}]}],
            "inferenceConfig": {"maxTokens": prompt.most_tokens, "temperature": 0},
            "toolConfig": {"tools": [{"toolSpec": tool}], "toolChoice": {"tool": {"name": prompt.name}}},
        }

    def read(self, payload: Any) -> _Reply:
        content = payload["output"]["message"]["content"]
        filled = next((block["toolUse"]["input"] for block in content if "toolUse" in block), None)
        usage = payload["usage"]
        return _Reply(filled, int(usage["inputTokens"]), int(usage["outputTokens"]))


class OpenAiCompatible(_HttpModel):
    """`POST <LANGUAGE_MODEL_URL>/chat/completions` with a JSON schema, as Ollama, vLLM and others take it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, settings.required("LANGUAGE_MODEL_URL").rstrip("/"))
        self.path = f"{self.url.path}/chat/completions"

    def headers(self, body: bytes) -> dict[str, str]:  # noqa: ARG002 (the other dialect signs it)
        key = self.settings.optional("LANGUAGE_MODEL_KEY")
        return {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}

    def body(self, prompt: Prompt) -> dict[str, Any]:
        schema = {"name": prompt.name, "schema": prompt.schema, "strict": True}
        return {
            "model": self.model,
            "messages": [
                {"role": "system", "content": prompt.instructions},
                {"role": "user", "content": prompt.text},
            ],
            "temperature": 0,
            "max_tokens": prompt.most_tokens,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }

    def read(self, payload: Any) -> _Reply:
        usage = payload.get("usage") or {}
        tokens = (int(usage.get("prompt_tokens", 0)), int(usage.get("completion_tokens", 0)))
        return _Reply(payload["choices"][0]["message"]["content"], *tokens)


KINDS: Final[Mapping[str, Callable[[Settings], LanguageModel]]] = {
    "bedrock": Bedrock,
    "openai": OpenAiCompatible,
}


class UnknownLanguageModelError(ValueError):
    """`LANGUAGE_MODEL` names no kind of endpoint."""


def language_model(settings: Settings) -> LanguageModel:
    """The configured model."""
    kind = settings.required("LANGUAGE_MODEL")
    if kind not in KINDS:
        raise UnknownLanguageModelError(f"LANGUAGE_MODEL is `{kind}`; use {' or '.join(KINDS)}")
    return KINDS[kind](settings)


def longest_wait(settings: Settings) -> float:
    return float(settings.optional("LANGUAGE_MODEL_SECONDS") or DEFAULT_SECONDS)


def post(
    url: SplitResult, path: str, headers: Mapping[str, str], body: bytes, seconds: float
) -> tuple[int, bytes]:
    """Status and body; `TimeoutError` when `seconds` are over, even while bytes keep dripping in."""
    make = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = make(url.hostname or "", url.port, timeout=seconds)
    with contextlib.closing(connection), _cut_off(connection, seconds) as over:
        try:
            connection.request("POST", path, body=body, headers=dict(headers))
            response = connection.getresponse()
            payload = response.read(LARGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as error:
            if over.is_set():
                raise TimeoutError from error
            raise
        if over.is_set():
            raise TimeoutError
        if len(payload) > LARGEST_ANSWER:
            raise http.client.HTTPException("the answer is too large")
        return response.status, payload


@contextlib.contextmanager
def _cut_off(connection: http.client.HTTPConnection, seconds: float) -> Iterator[threading.Event]:
    """Ends the connection when its time is over: a socket's own timeout begins anew with every byte."""
    over = threading.Event()

    def cut() -> None:
        over.set()
        if connection.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        timer.join()
