"""The port over real sockets: signed, bounded in time, honest about what it cost."""

from __future__ import annotations

import json
import socket
import time
from datetime import UTC, datetime

import pytest

from recoloca.adapters.language_model import (
    Bedrock,
    LanguageModelError,
    OpenAiCompatible,
    Prompt,
    UnknownLanguageModelError,
    language_model,
)
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
    filled,
    refusal,
    silence,
)

SCHEMA = {"type": "object", "properties": {"advice": {"type": "array"}}}
QUESTION = Prompt("advise_on_cv", "Seja útil: “leia” o currículo.", "<cv>\n1: olá\n</cv>", SCHEMA, 500)


def ask(respond: Respond, seconds: float = 5) -> LanguageModelError:
    with FakeBedrock(respond) as bedrock, pytest.raises(LanguageModelError) as caught:
        Bedrock(bedrock.settings).ask(QUESTION, seconds=seconds)
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
    # 1,500 tokens at 0.80 and 300 at 4 dollars a million
    assert (answer.spent.model, answer.spent.cost_microusd) == (MODEL, 2_400)
    assert (answer.spent.input_tokens, answer.spent.output_tokens) == (1_500, 300)


def test_a_signature_of_another_time_does_not_hold() -> None:
    """The fake is not fooled: a request that says another date than it was signed for is found out."""

    def tampered(exchange: Exchange) -> None:
        exchange.headers["X-Amz-Date"] = "20200101T000000Z"
        bedrock.errors += bedrock.faults(exchange)
        filled({})(exchange)

    with FakeBedrock(tampered) as bedrock:
        Bedrock(bedrock.settings, clock=lambda: datetime(2026, 1, 2, tzinfo=UTC)).ask(QUESTION, seconds=5)
    assert bedrock.errors == ["the signature does not hold"]


@pytest.mark.parametrize(
    ("respond", "why"),
    [
        (refusal(429, "ThrottlingException"), "throttled"),
        (refusal(403, "AccessDeniedException"), "unavailable"),
        (refusal(500, "InternalServerException"), "unavailable"),
        (lambda exchange: exchange.send(200, b"{}"), "malformed"),
        (lambda exchange: exchange.send(200, b"[1]"), "malformed"),
        (lambda exchange: exchange.send(200, b"<html>"), "malformed"),
        (lambda exchange: exchange.send(200, b'{"output": ', length=100), "malformed"),
        (lambda exchange: exchange.send(200, b" " * 1_100_000), "unavailable"),
    ],
    ids=["429", "403", "500", "empty", "list", "html", "cut short", "too large"],
)
def test_what_is_no_answer_says_why(respond: Respond, why: str) -> None:
    error = ask(respond)
    assert error.why == why
    assert error.spent.cost_microusd == 0


@pytest.mark.parametrize("data", [None, "prose", ["advice"], 7])
def test_a_tool_filled_with_something_else_still_costs(data: object) -> None:
    content = (
        [{"text": "I cannot."}]
        if data is None
        else [{"toolUse": {"toolUseId": "t", "name": "n", "input": data}}]
    )
    error = ask(converse(content))
    assert (error.why, error.spent.cost_microusd) == ("malformed", 2_400)


@pytest.mark.parametrize("respond", [silence, dripping], ids=["silent", "dripping"])
def test_time_is_over_when_it_is_over(respond: Respond) -> None:
    began = time.monotonic()
    assert ask(respond, seconds=0.3).why == "timeout"
    assert time.monotonic() - began < 3


def test_an_address_where_nobody_listens_is_unavailable() -> None:
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


def test_an_openai_compatible_endpoint_that_chats_is_malformed() -> None:
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
        "AWS_REGION": "sa-east-1",
    }
    assert Dependencies(Settings({})).language_model is None
    assert isinstance(language_model(Settings({"LANGUAGE_MODEL": "bedrock", **named})), Bedrock)
    assert isinstance(language_model(Settings({"LANGUAGE_MODEL": "openai", **named})), OpenAiCompatible)
    with pytest.raises(UnknownLanguageModelError, match="bedrock or openai"):
        language_model(Settings({"LANGUAGE_MODEL": "oracle", **named}))


def test_bedrock_is_found_by_its_region() -> None:
    model = Bedrock(Settings({"LANGUAGE_MODEL_ID": MODEL, "AWS_REGION": "sa-east-1"}))
    assert model.url.geturl() == "https://bedrock-runtime.sa-east-1.amazonaws.com"
