"""SQS `privacy` queue: makes archives of personal data, and removes files that were deleted or left by an account."""

from __future__ import annotations

from recoloca.privacy.worker import handle_message
from recoloca.runtime.workers import queue_handler, receive_count

handler = queue_handler(
    lambda deps, record, _: handle_message(deps, record.body, receive_count=receive_count(record))
)
