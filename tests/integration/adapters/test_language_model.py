"""Calls to language models over real sockets: signed, limited in time, with their real cost."""

from __future__ import annotations

import gzip
import json
import math
import socket
import subprocess
import sys
import threading
import time

import pytest

from recoloca.adapters.bedrock import Bedrock
from recoloca.adapters.language_model import (
    LanguageModelError,
    Prompt,
    UnknownLanguageModelError,
    language_model,
)
from recoloca.adapters.openai_compatible import OpenAiCompatible
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.language_models import (
    MODEL,
    Exchange,
    FakeBedrock,
    FakeOpenAi,
    Respond,
    converse,
    dripping,
    dripping_headers,
    filled,
    refusal,
    silence,
)
from tests.support.sigv4 import ENVIRONMENT

SCHEMA = {"type": "object", "properties": {"advice": {"type": "array"}}}
QUESTION = Prompt("advise_on_cv", "Seja útil: “leia” o currículo.", "<cv>\n1: olá\n</cv>", SCHEMA, 500)


Kind = tuple[type[FakeBedrock] | type[FakeOpenAi], type[Bedrock] | type[OpenAiCompatible]]
BEDROCK: Kind = (FakeBedrock, Bedrock)
OPENAI: Kind = (FakeOpenAi, OpenAiCompatible)
both = pytest.mark.parametrize("kind", [BEDROCK, OPENAI], ids=["bedrock", "openai"])


def ask(respond: Respond, seconds: float = 5, kind: Kind = BEDROCK) -> LanguageModelError:
    """The error of a question to an endpoint that answers with `respond`. The endpoint is asked once."""
    fake, adapter = kind
    with fake(respond) as endpoint:
        model = adapter(endpoint.settings)
        with pytest.raises(LanguageModelError) as caught:
            model.ask(QUESTION, seconds=seconds)
    assert len(endpoint.exchanges) == 1
    return caught.value


def test_bedrock_gets_a_signed_request_that_its_own_service_model_accepts() -> None:
    with FakeBedrock(filled({"advice": []})) as bedrock:
        answer = Bedrock(bedrock.settings).ask(QUESTION, seconds=5)
    assert bedrock.errors == []
    (exchange,) = bedrock.exchanges
    assert exchange.path == "/model/anthropic.claude-3-5-haiku-20241022-v1%3A0/converse"
    assert exchange.body["toolConfig"]["toolChoice"] == {"tool": {"name": "advise_on_cv"}}
    assert exchange.body["messages"][0]["content"][0]["text"] == QUESTION.text
    assert answer.data == {"advice": []}
    # 1,500 tokens at 0.80 dollars and 300 tokens at 4 dollars a million
    assert (answer.spent.model, answer.spent.cost_microusd) == (MODEL, 2_400)
    assert (answer.spent.input_tokens, answer.spent.output_tokens) == (1_500, 300)


def test_a_signature_of_another_time_does_not_hold() -> None:
    """The fake server verifies signatures: it refuses a request whose date differs from the signed one."""

    def tampered(exchange: Exchange) -> None:
        exchange.headers["x-amz-date"] = "20200101T000000Z"
        bedrock.errors += bedrock.faults(exchange)
        filled({})(exchange)

    with FakeBedrock(tampered) as bedrock:
        Bedrock(bedrock.settings).ask(QUESTION, seconds=5)
    assert bedrock.errors == ["the signature does not hold"]


@both
@pytest.mark.parametrize(
    ("respond", "why"),
    [
        (refusal(429, "ThrottlingException"), "throttled"),
        (refusal(403, "AccessDeniedException"), "unavailable"),
        (refusal(500, "InternalServerException"), "unavailable"),
        (lambda exchange: exchange.send(200, b"{}"), "malformed"),
        (lambda exchange: exchange.send(200, b"[1]"), "malformed"),
        (lambda exchange: exchange.send(200, b"<html>"), "malformed"),
        (lambda exchange: exchange.send(200, b"[" * 100_000), "malformed"),
        (lambda exchange: exchange.send(200, b'{"output": ', length=100), "unavailable"),
        (lambda exchange: exchange.send(200, b" " * 1_100_000), "unavailable"),
        (
            lambda exchange: exchange.send(200, gzip.compress(b" " * 50_000_000), encoding="gzip"),
            "unavailable",
        ),
    ],
    ids=[
        "429",
        "403",
        "500",
        "empty",
        "list",
        "html",
        "deep",
        "cut short",
        "too large",
        "large when unpacked",
    ],
)
def test_an_invalid_response_has_a_reason(kind: Kind, respond: Respond, why: str) -> None:
    error = ask(respond, kind=kind)
    assert error.why == why
    assert error.spent.cost_microusd == 0


@pytest.mark.parametrize("data", [None, "prose", ["advice"], 7, {"advice": math.nan}])
def test_a_tool_filled_with_something_else_still_costs(data: object) -> None:
    content = (
        [{"text": "I cannot."}]
        if data is None
        else [{"toolUse": {"toolUseId": "t", "name": "n", "input": data}}]
    )
    error = ask(converse(content))
    assert (error.why, error.spent.cost_microusd) == ("malformed", 2_400)


@both
@pytest.mark.parametrize("respond", [silence, dripping, dripping_headers])
def test_a_call_ends_at_its_deadline(kind: Kind, respond: Respond) -> None:
    began = time.monotonic()
    assert ask(respond, seconds=0.3, kind=kind).why == "timeout"
    assert time.monotonic() - began < 3


@both
def test_nothing_of_a_late_request_keeps_running(kind: Kind) -> None:
    fake, adapter = kind
    with fake(dripping) as endpoint:
        model = adapter(endpoint.settings)
        before = set(threading.enumerate())
        with pytest.raises(LanguageModelError, match="timeout"):
            model.ask(QUESTION, seconds=0.3)
        for thread in set(threading.enumerate()) - before - set(endpoint.threads):
            thread.join(5)
            assert not thread.is_alive()
        assert endpoint.hung_up.wait(5)


def test_the_clients_are_imported_only_where_a_model_is_configured() -> None:
    code = (
        "import sys, recoloca.cvs.deepening, recoloca.adapters.language_model;"
        "print(sorted({'boto3', 'httpx2', 'openai'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_address_without_a_server_is_unavailable() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        with FakeBedrock(silence) as bedrock:
            settings = Settings({**bedrock.environment, "LANGUAGE_MODEL_URL": url})
        with pytest.raises(LanguageModelError) as caught:
            Bedrock(settings).ask(QUESTION, seconds=2)
    assert caught.value.why == "unavailable"


def test_an_openai_compatible_endpoint_gives_its_json() -> None:
    def respond(exchange: Exchange) -> None:
        assert exchange.body["response_format"]["json_schema"]["schema"] == SCHEMA
        said = json.dumps({"advice": []})
        exchange.say_json(
            {
                "choices": [{"message": {"role": "assistant", "content": said}}],
                "usage": {"prompt_tokens": 40, "completion_tokens": 9},
            }
        )

    with FakeOpenAi(respond) as endpoint:
        answer = OpenAiCompatible(endpoint.settings).ask(QUESTION, seconds=5)
    assert endpoint.errors == []
    assert answer.data == {"advice": []}
    assert (answer.spent.input_tokens, answer.spent.output_tokens, answer.spent.cost_microusd) == (40, 9, 0)


def test_an_endpoint_without_a_key_gets_no_authorization() -> None:
    with FakeOpenAi(refusal(500, "refused")) as endpoint:
        model = OpenAiCompatible(Settings({**endpoint.settings.environment, "LANGUAGE_MODEL_KEY": ""}))
        with pytest.raises(LanguageModelError):
            model.ask(QUESTION, seconds=5)
    assert "authorization" not in endpoint.exchanges[0].headers


def test_a_chat_reply_without_json_is_malformed() -> None:
    chat = {"choices": [{"message": {"content": "Sure! Here is my advice."}}]}
    with (
        FakeOpenAi(lambda exchange: exchange.say_json(chat)) as endpoint,
        pytest.raises(LanguageModelError) as caught,
    ):
        OpenAiCompatible(endpoint.settings).ask(QUESTION, seconds=5)
    assert caught.value.why == "malformed"


def test_settings_choose_the_model_and_no_setting_means_none() -> None:
    named = {
        "LANGUAGE_MODEL_ID": MODEL,
        "LANGUAGE_MODEL_URL": "http://127.0.0.1:1",
        **ENVIRONMENT,
    }
    assert Dependencies(Settings({})).language_model is None
    assert isinstance(language_model(Settings({"LANGUAGE_MODEL": "bedrock", **named})), Bedrock)
    assert isinstance(language_model(Settings({"LANGUAGE_MODEL": "openai", **named})), OpenAiCompatible)
    with pytest.raises(UnknownLanguageModelError, match="bedrock or openai"):
        language_model(Settings({"LANGUAGE_MODEL": "oracle", **named}))


def test_bedrock_is_found_by_its_region() -> None:
    model = Bedrock(Settings({"LANGUAGE_MODEL_ID": MODEL, **ENVIRONMENT}))
    assert model.url == "https://bedrock-runtime.sa-east-1.amazonaws.com"
