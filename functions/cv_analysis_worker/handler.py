"""SQS `analysis` queue: analyse uploaded CVs."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from recoloca.bootstrap import container
from recoloca.cvs.worker import handle_message

logger = Logger()
SAVE_SECONDS = 2.0
"""Kept back from the function's time, so that a lease is over before SQS shows its message again."""


def handler(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
    services = container()

    def handle(record: SQSRecord) -> None:
        logger.set_correlation_id(record.message_id)
        handle_message(
            services,
            record.body,
            receive_count=int(record.attributes.approximate_receive_count),
            seconds_left=context.get_remaining_time_in_millis() / 1000 - SAVE_SECONDS,
        )

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    with processor(event["Records"], handle):
        processor.process()
    services.publish_metrics()
    return processor.response()
