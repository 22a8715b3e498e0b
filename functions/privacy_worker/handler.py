"""Worker of the SQS queue `privacy`: creates data exports, and deletes files of deleted analyses and accounts."""

from __future__ import annotations

from recoloca.privacy.worker import handle_message
from recoloca.runtime.workers import queue_handler, receive_count

handler = queue_handler(
    lambda deps, record, _: handle_message(deps, record.body, receive_count=receive_count(record))
)
