"""The invocation of a queue worker fails when its message fails, because Lambda's metrics see nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from recoloca.runtime import workers
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.settings import Settings
from recoloca.runtime.workers import queue_handler
from tests.support.queues import Context, record


class TroubleError(Exception):
    """An error during the processing of a message."""


def handle(deps: Dependencies, message: SQSRecord, seconds: float) -> None:
    deps.metrics.add_metric("Tried", MetricUnit.Count, 1)
    if message.body == "bad":
        raise TroubleError


@pytest.fixture(autouse=True)
def deps() -> Iterator[Dependencies]:
    dependencies = Dependencies(Settings({"SLUG": "a_worker"}))
    replace_dependencies(dependencies)
    yield dependencies
    replace_dependencies(None)


def invoke(*bodies: str) -> Any:
    records = [record(body, message_id=f"{body}-{n}") for n, body in enumerate(bodies)]
    return queue_handler(handle)({"Records": records}, Context())


def logged(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_invocation_fails_with_its_message() -> None:
    with pytest.raises(BatchProcessingError, match="TroubleError"):
        invoke("bad")


def test_metrics_before_the_failure_are_published(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BatchProcessingError):
        invoke("bad")
    assert [line["Tried"] for line in logged(capsys.readouterr().out) if "_aws" in line] == [[1.0]]


def test_the_log_says_which_message_failed_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(workers.logger.registered_handler, "stream", log)
    with pytest.raises(BatchProcessingError):
        invoke("bad")
    (line,) = logged(log.getvalue())
    assert line["level"] == "ERROR"
    assert (line["message"], line["exception_name"]) == ("message failed", "TroubleError")
    assert line["correlation_id"] == "bad-0"


def test_of_several_messages_only_those_that_failed_come_back() -> None:
    assert invoke("good") == {"batchItemFailures": []}
    assert invoke("good", "bad") == {"batchItemFailures": [{"itemIdentifier": "bad-1"}]}
