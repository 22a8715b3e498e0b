"""The Lambda handler of a queue worker. It processes each message separately and reports each failure separately.

When all messages fail, the invocation fails too. SQS redelivers the messages in both cases, but a failed invocation
also counts in Lambda's `Errors` metric, which has an alarm.
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
"""Seconds that are subtracted from the function's remaining time.

A lease that lasts for the rest of the time then ends before SQS redelivers the message.
"""

Handle = Callable[[Dependencies, SQSRecord, float], None]
"""Processes one record within the given number of seconds. An exception makes SQS redeliver the message."""

logger = Logger()


def queue_handler(handle: Handle) -> Callable[[dict[str, Any], Any], PartialItemFailureResponse]:
    """The Lambda handler that calls `handle` for each message and returns the ids of the failed messages."""

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
    """How often SQS has delivered this message; 1 at the first delivery."""
    return int(record.attributes.approximate_receive_count)
