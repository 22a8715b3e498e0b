"""Large language models behind one port: Amazon Bedrock, or any endpoint that speaks OpenAI's chat completions.

`LANGUAGE_MODEL` is `bedrock`, `openai` or absent (no model, the embedded engine alone: `runtime.dependencies`). A model
answers by filling in a JSON schema; the caller checks the content. The clients boto3 and `openai` are imported when a
model is made, so a function without a model does not load them (docs/adr/0402).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from recoloca.runtime.settings import Settings

DEFAULT_SECONDS: Final = 20.0
Why = Literal["timeout", "throttled", "unavailable", "malformed"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """`schema` is a JSON schema of an object, and `name` tells the model what the object is."""

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
    """No usable answer. `spent` is always set, because a malformed answer costs as much as a good one."""

    def __init__(self, why: Why, detail: str, spent: Spent) -> None:
        super().__init__(f"{why}: {detail}")
        self.why: Why = why
        self.spent = spent


class LanguageModel(Protocol):
    def ask(self, prompt: Prompt, *, seconds: float) -> Completion:
        """The schema filled in, within `seconds` in total.

        Raises:
            LanguageModelError: the endpoint did not answer in time, refused, or sent something else.
        """


class UnknownLanguageModelError(ValueError):
    """`LANGUAGE_MODEL` names no kind of endpoint."""


def language_model(settings: Settings) -> LanguageModel:
    """The configured model.

    Raises:
        UnknownLanguageModelError: `LANGUAGE_MODEL` is neither `bedrock` nor `openai`.
        SettingMissingError: a setting of this kind of endpoint is missing.
    """
    match settings.required("LANGUAGE_MODEL"):
        case "bedrock":
            from recoloca.adapters.bedrock import Bedrock  # noqa: PLC0415 (loads boto3)

            return Bedrock(settings)
        case "openai":
            from recoloca.adapters.openai_compatible import OpenAiCompatible  # noqa: PLC0415 (loads `openai`)

            return OpenAiCompatible(settings)
        case unknown:
            raise UnknownLanguageModelError(f"LANGUAGE_MODEL is `{unknown}`; use bedrock or openai")


def longest_wait(settings: Settings) -> float:
    """The most seconds that a caller waits for a model (`LANGUAGE_MODEL_SECONDS`)."""
    return float(settings.optional("LANGUAGE_MODEL_SECONDS") or DEFAULT_SECONDS)
