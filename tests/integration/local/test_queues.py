"""Without delivery by the emulator: a failed message comes back and becomes a dead letter, as in AWS."""

from __future__ import annotations

import asyncio
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from infra.local.emulators.clients import client
from infra.local.runner.execution_environment import Outcome
from infra.local.runner.queues import Drain, Source

TRIES = 2


@pytest.fixture
def queues(emulator_url: str) -> tuple[Any, str, str]:
    """SQS, a queue whose messages come back at once and are tried twice, and its dead-letter queue."""
    sqs, name = client("sqs", emulator_url), uuid.uuid4().hex
    dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": TRIES})
    attributes = {"VisibilityTimeout": "0", "RedrivePolicy": redrive}
    return sqs, sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"], dead


def deliver(emulator_url: str, url: str, *outcomes: Outcome) -> list[dict[str, Any]]:
    """Run one invocation after another with these outcomes. Returns the records of each."""
    given: list[dict[str, Any]] = []
    ends = iter(outcomes)

    async def invoke(_: str, payload: bytes) -> Outcome:
        given.extend(json.loads(payload)["Records"])
        return next(ends)

    async def run(threads: ThreadPoolExecutor) -> None:
        drain = Drain(emulator_url, Source(url, "arn:aws:sqs:::q", "worker", 1, 1), invoke, threads)
        for _ in outcomes:
            await drain.deliver_once()

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(run(threads))
    return given


def bodies(sqs: Any, url: str) -> list[str]:
    found = sqs.receive_message(QueueUrl=url, VisibilityTimeout=0).get("Messages", [])
    return [message["Body"] for message in found]


def test_a_failing_message_is_tried_again_and_becomes_dead(
    emulator_url: str, queues: tuple[Any, str, str]
) -> None:
    sqs, url, dead = queues
    sqs.send_message(QueueUrl=url, MessageBody="bad")
    failed = Outcome.failure("BatchProcessingError", "All records failed processing.")
    given = deliver(emulator_url, url, *[failed] * TRIES)
    counts = [record["attributes"]["ApproximateReceiveCount"] for record in given]
    assert [record["body"] for record in given] == ["bad"] * TRIES
    assert counts == ["1", "2"]
    assert bodies(sqs, url) == []
    assert bodies(sqs, dead) == ["bad"]


def test_a_processed_message_is_deleted(emulator_url: str, queues: tuple[Any, str, str]) -> None:
    sqs, url, dead = queues
    sqs.send_message(QueueUrl=url, MessageBody="good")
    deliver(emulator_url, url, Outcome(b'{"batchItemFailures": []}'))
    assert bodies(sqs, url) == []
    assert bodies(sqs, dead) == []
