"""Endpoints that speak OpenAI's chat completions (Ollama, vLLM and others) through the `openai` client."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx2
import openai

from recoloca.adapters.bounded_http import BoundedTransport
from recoloca.adapters.language_model import Prompt
from recoloca.adapters.model_endpoint import ModelEndpoint, ModelReply, NoReplyError
from recoloca.runtime.settings import Settings


class OpenAiCompatible(ModelEndpoint):
    """`POST <LANGUAGE_MODEL_URL>/chat/completions` with a JSON schema."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        key = settings.optional("LANGUAGE_MODEL_KEY")
        # The client refuses to start without a key. An endpoint without keys gets no header.
        self._headers = {} if key else {"Authorization": openai.Omit()}
        self._client = openai.OpenAI(
            api_key=key or "none",
            base_url=settings.required("LANGUAGE_MODEL_URL"),
            max_retries=0,
            http_client=httpx2.Client(transport=BoundedTransport()),
        )

    def complete(self, prompt: Prompt, left: Callable[[], float]) -> ModelReply:
        try:
            answer = self._client.chat.completions.create(
                **self.question(prompt), extra_headers=self._headers, timeout=left()
            )
        except openai.APITimeoutError as error:
            raise TimeoutError from error
        except openai.APIStatusError as error:
            raise NoReplyError.from_status(error.status_code) from error
        except openai.APIConnectionError as error:
            raise NoReplyError("unavailable", type(error.__cause__).__name__) from error
        except openai.OpenAIError as error:
            raise ValueError from error
        usage = answer.usage
        tokens = (int(usage.prompt_tokens), int(usage.completion_tokens)) if usage else (0, 0)
        return ModelReply(answer.choices[0].message.content, *tokens)

    def question(self, prompt: Prompt) -> dict[str, Any]:
        """The arguments of a chat completion."""
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
