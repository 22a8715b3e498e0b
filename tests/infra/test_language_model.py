"""Functions may call Bedrock only when an operator configured a model, and then only this model."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App, Stack

from infra.constructs.grants import permission, services_of
from infra.constructs.stage_resources import StageResources
from infra.routes import FUNCTIONS, Grant
from infra.stages import Stage, UnknownStageError, stage_named


def allowed(stage: Stage) -> tuple[list[dict[str, Any]], dict[str, str]]:
    stack = Stack(App(), "s")
    resources = StageResources(stage=stage, upload_bucket="b", queues={})
    granted = permission(Grant.LANGUAGE_MODEL, resources, stack)
    return [stack.resolve(statement.to_json()) for statement in granted.statements], dict(granted.environment)


def test_without_a_configured_model_no_function_may_call_one() -> None:
    stage = stage_named("prod")
    assert allowed(stage) == ([], {})
    assert "bedrock" not in services_of(FUNCTIONS, stage)


def test_only_the_configured_model_may_be_called() -> None:
    model = "anthropic.claude-3-5-haiku-20241022-v1:0"
    stage = stage_named("prod", {"bedrock_model": model, "bedrock_model_prices": "0.80 4"})
    (statement,), environment = allowed(stage)
    assert statement["Action"] == "bedrock:InvokeModel"
    assert statement["Resource"] == f"arn:aws:bedrock:*::foundation-model/{model}"
    assert environment == {
        "LANGUAGE_MODEL": "bedrock",
        "LANGUAGE_MODEL_ID": model,
        "LANGUAGE_MODEL_INPUT_PRICE": "0.80",
        "LANGUAGE_MODEL_OUTPUT_PRICE": "4",
    }
    assert "bedrock" in services_of(FUNCTIONS, stage)


def test_a_profile_over_regions_allows_its_model_too() -> None:
    stage = stage_named("prod", {"bedrock_model": "us.amazon.nova-lite-v1:0"})
    (statement,), _ = allowed(stage)
    model, profile = statement["Resource"]
    assert model == "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"
    assert profile["Fn::Join"][1][-1] == ":inference-profile/us.amazon.nova-lite-v1:0"


def test_only_the_analysis_may_call_it() -> None:
    assert {row.slug for row in FUNCTIONS if Grant.LANGUAGE_MODEL in row.grants} == {"cv_analysis_worker"}


@pytest.mark.parametrize("prices", ["0.80", "a b", "1 2 3"])
def test_prices_are_two_numbers(prices: str) -> None:
    with pytest.raises(UnknownStageError, match="two numbers"):
        stage_named("prod", {"bedrock_model": "m", "bedrock_model_prices": prices})
