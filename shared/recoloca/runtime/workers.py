"""The Lambda handler of a queue worker: each message by itself, failures reported one by one.

When every message failed the invocation fails too: SQS shows the messages again just the same, and Lambda's own
metric `Errors`, which the alarms watch, knows of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from recoloca.runtime.dependencies import Dependencies, dependencies

SAVE_SECONDS: Final = 2.0
"""Kept back from a function's time, so that a lease is over before SQS shows its message again."""

Handle = Callable[[Dependencies, SQSRecord, float], None]
"""Deals with one record in the seconds given; raising asks SQS for another try."""

logger = Logger()


def queue_handler(handle: Handle) -> Callable[[dict[str, Any], Any], PartialItemFailureResponse]:
    def handler(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
        deps = dependencies()

        def one(record: SQSRecord) -> None:
            logger.set_correlation_id(record.message_id)
            try:
                handle(deps, record, context.get_remaining_time_in_millis() / 1000 - SAVE_SECONDS)
            except Exception:
                logger.exception("message failed")
                raise

        processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=True)
        try:
            with processor(event["Records"], one):
                processor.process()
        finally:
            deps.publish_metrics()
        return processor.response()

    return handler


def receive_count(record: SQSRecord) -> int:
    """Which try this is, from 1."""
    return int(record.attributes.approximate_receive_count)
