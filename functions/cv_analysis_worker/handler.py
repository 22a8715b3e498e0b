"""SQS `analysis` queue: analyse uploaded CVs."""

from __future__ import annotations

from recoloca.cvs.worker import handle_message
from recoloca.runtime.workers import queue_handler, receive_count

handler = queue_handler(
    lambda services, record, seconds: handle_message(
        services, record.body, receive_count=receive_count(record), seconds_left=seconds
    )
)
