"""SQS `export` queue: archives of people's data, and what an erased account leaves outside the database."""

from __future__ import annotations

from recoloca.privacy.worker import handle_message
from recoloca.runtime.workers import queue_handler, receive_count

handler = queue_handler(
    lambda services, record, _: handle_message(services, record.body, receive_count=receive_count(record))
)
