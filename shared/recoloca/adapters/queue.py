"""Sends messages to SQS queues. `infra/routes.py` defines the names of the queues."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from recoloca.adapters.aws import AwsClient, AwsRefusedError, UnreachableError
from recoloca.runtime.settings import Settings

BATCH: Final = 10
"""The maximum number of messages in one `SendMessageBatch` request of SQS."""


class QueueUnavailableError(Exception):
    """SQS did not accept all messages. Sending them again is safe, because consumers ignore duplicates."""


class Queues:
    """The queues whose URLs are in the environment: `ANALYSIS_QUEUE_URL` holds the URL of the queue `analysis`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def reachable(self) -> list[str]:
        """The names of the queues to which this function may send."""
        suffix = "_QUEUE_URL"
        return [
            name.removesuffix(suffix).lower() for name in self._settings.environment if name.endswith(suffix)
        ]

    def send(
        self,
        queue: str,
        messages: Sequence[Mapping[str, Any]],
        *,
        delay_seconds: int = 0,
        within: float | None = None,
    ) -> None:
        """Send messages as JSON in batches of ten.

        A worker receives them after `delay_seconds` (at most 900). `within` (seconds) is the timeout of each batch.

        Raises:
            QueueUnavailableError: SQS did not accept at least one message in time. It may have accepted others.
        """
        url = self._settings.required(f"{queue.upper()}_QUEUE_URL")
        for start in range(0, len(messages), BATCH):
            entries = [
                {"Id": str(n), "MessageBody": json.dumps(message), "DelaySeconds": delay_seconds}
                for n, message in enumerate(messages[start : start + BATCH])
            ]
            try:
                answer = self._sqs.ask(
                    "AmazonSQS.SendMessageBatch", {"QueueUrl": url, "Entries": entries}, "1.0", within=within
                )
            except (AwsRefusedError, UnreachableError) as error:
                raise QueueUnavailableError(str(error)) from error
            if answer.get("Failed"):
                raise QueueUnavailableError(answer["Failed"][0].get("Code", "unknown"))

    def answers(self, queue: str, within: float) -> bool:
        """Whether SQS confirms within `within` seconds that the queue exists."""
        asked = {
            "QueueUrl": self._settings.required(f"{queue.upper()}_QUEUE_URL"),
            "AttributeNames": ["QueueArn"],
        }
        try:
            self._sqs.ask("AmazonSQS.GetQueueAttributes", asked, "1.0", within=within)
        except (AwsRefusedError, UnreachableError):
            return False
        return True

    @functools.cached_property
    def _sqs(self) -> AwsClient:
        return AwsClient(self._settings, "sqs", read_timeout=5, attempts=3, within=8)
