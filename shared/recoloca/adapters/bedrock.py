"""Amazon Bedrock through boto3."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any, Final

import boto3
import httpx2
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from urllib3 import HTTPResponse

from recoloca.adapters.aws_credentials import Credentials, CredentialSource
from recoloca.adapters.bounded_http import BoundedTransport
from recoloca.adapters.language_model import Prompt
from recoloca.adapters.model_endpoint import ModelEndpoint, ModelReply, NoReplyError
from recoloca.runtime.clock import Clock, utc_now
from recoloca.runtime.settings import Settings

BEFORE_SEND: Final = "before-send.bedrock-runtime.Converse"
"""botocore's event before a request. A handler's answer is taken as the endpoint's."""


class Bedrock(ModelEndpoint):
    """Bedrock's Converse, with the schema as a tool that the model has to use."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        super().__init__(settings)
        region = settings.required("AWS_REGION")
        self.url = (
            settings.optional("LANGUAGE_MODEL_URL") or f"https://bedrock-runtime.{region}.amazonaws.com"
        )
        """Always given to boto3, which would otherwise use `AWS_ENDPOINT_URL`: no emulator has a model."""
        self._http = BoundedTransport()
        self._credentials = CredentialSource(settings, clock)
        self._session = boto3.session.Session(region_name=region)
        self._held = self._credentials.current()
        self._client = self._new_client(self._held)

    def complete(self, prompt: Prompt, left: Callable[[], float]) -> ModelReply:
        events = self._current_client().meta.events
        send = functools.partial(self._send, left)
        events.register(BEFORE_SEND, send)
        try:
            answer = self._client.converse(**self.question(prompt))
        except httpx2.TimeoutException as error:
            raise TimeoutError from error
        except ClientError as error:
            raise NoReplyError.from_status(error.response["ResponseMetadata"]["HTTPStatusCode"]) from error
        except (httpx2.TransportError, BotoCoreError) as error:
            raise NoReplyError("unavailable", type(error).__name__) from error
        except ResponseParserError as error:
            raise ValueError from error
        finally:
            events.unregister(BEFORE_SEND, send)
        content, usage = answer["output"]["message"]["content"], answer["usage"]
        filled: object = next((block["toolUse"]["input"] for block in content if "toolUse" in block), None)
        return ModelReply(filled, int(usage["inputTokens"]), int(usage["outputTokens"]))

    def _send(self, left: Callable[[], float], request: Any, **_: object) -> AWSResponse:
        """Send botocore's signed request in the time that is `left`. botocore then sends nothing itself."""
        answer = self._http.handle_request(
            httpx2.Request(
                request.method,
                request.url,
                headers=dict(request.headers),
                content=request.body,
                extensions={"timeout": {"read": left()}},
            )
        )
        headers: Any = answer.headers
        raw = HTTPResponse(io.BytesIO(answer.content), preload_content=False)
        return AWSResponse(request.url, answer.status_code, headers, raw)

    def _current_client(self) -> Any:
        """The client, made again when the credentials were renewed."""
        held = self._credentials.current()
        if held is not self._held:
            self._held, self._client = held, self._new_client(held)
        return self._client

    def _new_client(self, held: Credentials) -> Any:
        return self._session.client(
            "bedrock-runtime",
            endpoint_url=self.url,
            aws_access_key_id=held.access_key,
            aws_secret_access_key=held.secret_key,
            aws_session_token=held.session_token,
            config=Config(retries={"total_max_attempts": 1}),
        )

    def question(self, prompt: Prompt) -> dict[str, Any]:
        """The arguments of Converse."""
        tool = {"name": prompt.name, "inputSchema": {"json": prompt.schema}}
        return {
            "modelId": self.model,
            "system": [{"text": prompt.instructions}],
            "messages": [{"role": "user", "content": [{"text": prompt.text}]}],
            "inferenceConfig": {"maxTokens": prompt.most_tokens, "temperature": 0},
            "toolConfig": {"tools": [{"toolSpec": tool}], "toolChoice": {"tool": {"name": prompt.name}}},
        }
