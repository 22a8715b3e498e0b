"""Lambda's event source for SQS, for an AWS endpoint that cannot send its events to our runner.

Our ministack sends them to the runner itself. Another endpoint (LocalStack, or an operator's ministack) would run the
functions without our layers. Therefore its event source mappings are switched off, and this module polls the queues.
"""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.emulators.clients import client
from infra.local.runner.execution_environment import Outcome
from infra.local.runner.function import REGION

WAIT_SECONDS: Final = 2
PAUSE_SECONDS: Final = 2
"""The pause after the endpoint did not answer."""

Invoke = Callable[[str, bytes], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Source:
    """A queue and its function.

    `batch` is the number of messages for one invocation, `concurrency` of invocations at once.
    """

    queue_url: str
    queue_arn: str
    function: str
    batch: int
    concurrency: int


def take_over(endpoint: str, prefix: str) -> list[Source]:
    """Switch off the endpoint's own delivery to functions named `prefix…`, and return their queues."""
    api, sqs = client("lambda", endpoint), client("sqs", endpoint)
    sources = []
    for page in api.get_paginator("list_event_source_mappings").paginate():
        for mapping in page["EventSourceMappings"]:
            function = mapping["FunctionArn"].rpartition(":")[2]
            if not function.startswith(prefix):
                continue
            api.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
            arn = mapping["EventSourceArn"]
            url = sqs.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"]
            limit = mapping.get("ScalingConfig", {}).get("MaximumConcurrency") or 2
            sources.append(Source(url, arn, function, mapping.get("BatchSize", 1), min(limit, 4)))
    return sources


async def poll(endpoint: str, sources: Sequence[Source], invoke: Invoke) -> None:
    """Deliver the messages of the queues until the task is cancelled."""
    drains = [source for source in sources for _ in range(source.concurrency)]
    # Each receiver has its own thread: waiting receivers would fill a common pool, and nothing could delete a message.
    threads = ThreadPoolExecutor(max(1, len(drains)))
    try:
        async with asyncio.TaskGroup() as group:
            for source in drains:
                group.create_task(Drain(endpoint, source, invoke, threads).run())
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


class Drain:
    """One receiver of a queue. It runs one invocation at a time."""

    def __init__(self, endpoint: str, source: Source, invoke: Invoke, threads: Executor) -> None:
        self.sqs = client("sqs", endpoint)
        self.source = source
        self.invoke = invoke
        self.threads = threads

    async def run(self) -> None:
        while True:
            try:
                await self.deliver_once()
            except (BotoCoreError, ClientError):
                await asyncio.sleep(PAUSE_SECONDS)

    async def call(self, operation: str, **arguments: Any) -> dict[str, Any]:
        send = functools.partial(getattr(self.sqs, operation), QueueUrl=self.source.queue_url, **arguments)
        answer: dict[str, Any] = await asyncio.get_running_loop().run_in_executor(self.threads, send)
        return answer

    async def deliver_once(self) -> None:
        """Receive messages, invoke the function, and delete the messages that did not fail.

        The failed messages come back after the visibility timeout.
        """
        received = await self.call(
            "receive_message",
            MaxNumberOfMessages=self.source.batch,
            WaitTimeSeconds=WAIT_SECONDS,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = received.get("Messages", [])
        if not messages:
            return
        event = {"Records": [record(message, self.source.queue_arn) for message in messages]}
        failed = failures(await self.invoke(self.source.function, json.dumps(event).encode()))
        for message in messages:
            if failed is not None and message["MessageId"] not in failed:
                await self.call("delete_message", ReceiptHandle=message["ReceiptHandle"])


def record(message: Mapping[str, Any], queue_arn: str) -> dict[str, Any]:
    attributes = message.get("MessageAttributes", {})
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {
            name: {"dataType": value["DataType"], "stringValue": value.get("StringValue")}
            for name, value in attributes.items()
        },
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    }


def failures(outcome: Outcome) -> set[str] | None:
    """The ids of the messages that the function reported as failed (ReportBatchItemFailures).

    None when the invocation itself failed, and with it all messages.
    """
    if outcome.error:
        return None
    answer = json.loads(outcome.payload)
    reported = answer.get("batchItemFailures", []) if isinstance(answer, dict) else []
    return {each["itemIdentifier"] for each in reported}
