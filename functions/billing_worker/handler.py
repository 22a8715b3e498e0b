"""Worker of the SQS queue `billing`: processes Stripe's events and sends our requests to Stripe."""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from recoloca.billing.events import handle_message
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.outside import read_object
from recoloca.runtime.workers import queue_handler


def _handle(deps: Dependencies, record: SQSRecord, _: float) -> None:
    handle_message(deps, read_object(record.body))


handler = queue_handler(_handle)
