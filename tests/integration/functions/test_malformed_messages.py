"""A message that no worker can read becomes a dead letter, and the log has the reason."""

from __future__ import annotations

import asyncio
import importlib
import io
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from infra.local.emulators.clients import client
from infra.local.runner.execution_environment import Outcome
from infra.local.runner.queues import Drain, Source
from infra.routes import WORKERS
from recoloca.runtime import workers
from recoloca.runtime.dependencies import Dependencies
from tests.support.queues import Context

TRIES = 2
MALFORMED = {
    "no JSON": "<html>",
    "nested too deeply": "[" * 50_000,
    "no object": "[]",
    "of another queue": '{"Records": [{"nothing": "known"}]}',
    "a number for a name": (
        '{"Records": [{"s3": {"object": {"key": 1}}}], "notification_id": 1, "export_id": 1, "event_id": 1}'
    ),
}


@pytest.fixture
def queues(emulator_url: str) -> tuple[Any, str, str]:
    """SQS, a queue whose messages are tried twice, and its dead-letter queue."""
    sqs, name = client("sqs", emulator_url), uuid.uuid4().hex
    dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": TRIES})
    attributes = {"VisibilityTimeout": "0", "RedrivePolicy": redrive}
    return sqs, sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"], dead


def deliver(emulator_url: str, url: str, slug: str) -> None:
    """Invoke a worker with each message until the queue is empty."""
    handler = importlib.import_module(f"functions.{slug}.handler").handler

    async def invoke(_: str, payload: bytes) -> Outcome:
        try:
            return Outcome(json.dumps(handler(json.loads(payload), Context())).encode())
        except BatchProcessingError:
            return Outcome.failure("BatchProcessingError", "All records failed processing.")

    async def run(threads: ThreadPoolExecutor) -> None:
        drain = Drain(emulator_url, Source(url, "arn:aws:sqs:::q", slug, 1, 1), invoke, threads)
        for _ in range(TRIES):
            await drain.deliver_once()

    with ThreadPoolExecutor(1) as threads:
        asyncio.run(run(threads))


@pytest.mark.parametrize("kind", MALFORMED)
@pytest.mark.parametrize("slug", [worker.slug for worker in WORKERS])
def test_a_malformed_message_becomes_a_dead_letter(
    slug: str,
    kind: str,
    deps: Dependencies,
    emulator_url: str,
    queues: tuple[Any, str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Recoloca")
    log = io.StringIO()
    monkeypatch.setattr(workers.logger.registered_handler, "stream", log)
    sqs, url, dead = queues
    sqs.send_message(QueueUrl=url, MessageBody=MALFORMED[kind])
    deliver(emulator_url, url, slug)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    found = sqs.receive_message(QueueUrl=dead, VisibilityTimeout=0)["Messages"]
    reasons = [json.loads(line)["exception_name"] for line in log.getvalue().splitlines()]
    assert [message["Body"] for message in found] == [MALFORMED[kind]]
    assert set(reasons) <= {"ValueError", "JSONDecodeError"}
    assert len(reasons) == TRIES
