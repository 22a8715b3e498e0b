"""What the endpoints of all language models have in common: one request, its limit in time, its cost, its reply."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from recoloca.adapters.language_model import Completion, LanguageModelError, Prompt, Spent, Why
from recoloca.runtime.outside import read_json
from recoloca.runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class ModelReply:
    """The filled-in schema as it came (an object, or text that contains one) and the tokens used."""

    filled: object
    input_tokens: int
    output_tokens: int


class NoReplyError(Exception):
    """The endpoint was not reached, or it refused."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.why: Why = why

    @classmethod
    def from_status(cls, status: int) -> NoReplyError:
        throttled = status == HTTPStatus.TOO_MANY_REQUESTS
        return cls("throttled" if throttled else "unavailable", f"status {status}")


class ModelEndpoint(ABC):
    """One request for one question, without a retry: the caller already has the embedded result."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.model = settings.required("LANGUAGE_MODEL_ID")

    def ask(self, prompt: Prompt, *, seconds: float) -> Completion:
        """As `LanguageModel.ask`."""
        began = time.monotonic()

        def spent(reply: ModelReply | None = None) -> Spent:
            tokens = (reply.input_tokens, reply.output_tokens) if reply else (0, 0)
            return Spent(self.model, *tokens, self._cost(*tokens), round((time.monotonic() - began) * 1000))

        try:
            reply = self.complete(prompt, lambda: began + seconds - time.monotonic())
        except TimeoutError as error:
            raise LanguageModelError("timeout", f"no answer in {seconds:g} s", spent()) from error
        except NoReplyError as error:
            raise LanguageModelError(error.why, str(error), spent()) from error
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise LanguageModelError("malformed", "not the dialect of this endpoint", spent()) from error
        return Completion(_object(reply, spent(reply)), spent(reply))

    def _cost(self, input_tokens: int, output_tokens: int) -> int:
        """Dollars a million tokens are millionths of a dollar a token."""
        prices = (self.settings.optional(f"LANGUAGE_MODEL_{way}_PRICE") for way in ("INPUT", "OUTPUT"))
        paid = zip(prices, (input_tokens, output_tokens), strict=True)
        return round(sum(float(price or 0) * tokens for price, tokens in paid))

    @abstractmethod
    def complete(self, prompt: Prompt, left: Callable[[], float]) -> ModelReply:
        """The endpoint's reply. `left` gives the seconds that remain.

        Raises:
            TimeoutError: no complete reply came in this time.
            NoReplyError: the endpoint was not reached, or it refused.
            ValueError, LookupError, TypeError, AttributeError, RecursionError: the answer has another shape.
        """


def _object(reply: ModelReply, spent: Spent) -> Mapping[str, Any]:
    """The reply's object. A client's own parser lets `NaN` pass, so an object is written and read again."""
    try:
        filled = read_json(reply.filled if isinstance(reply.filled, str) else json.dumps(reply.filled))
    except ValueError as error:
        raise LanguageModelError("malformed", "text that is no JSON", spent) from error
    if not isinstance(filled, dict):
        raise LanguageModelError("malformed", "no JSON object", spent)
    return filled
