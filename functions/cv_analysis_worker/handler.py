"""Worker of the SQS queue `analysis`: analyses uploaded CVs."""

from __future__ import annotations

from recoloca.cvs.worker import handle_message
from recoloca.runtime.workers import queue_handler, receive_count

handler = queue_handler(
    lambda deps, record, seconds: handle_message(
        deps, record.body, receive_count=receive_count(record), seconds_left=seconds
    )
)
