"""SQS queues, by the names that `infra/routes.py` gives them."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from recoloca.adapters.aws import AwsClient, AwsRefusedError, UnreachableError
from recoloca.runtime.settings import Settings

BATCH: Final = 10
"""SQS's own limit for one SendMessageBatch."""


class QueueUnavailableError(Exception):
    """SQS did not take some messages; sending them again is safe."""


class Queues:
    """Sends to the queue `analysis` by `ANALYSIS_QUEUE_URL`, and so on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def reachable(self) -> list[str]:
        """The queues this function may send to."""
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
        """Send messages as JSON, ten a call; nobody sees them before `delay_seconds` (900 at most).

        `within` is how many seconds each call may take.

        Raises:
            QueueUnavailableError: at least one was not taken in time; others may have been.
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
        """Whether SQS says in so many seconds that the queue is there."""
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
