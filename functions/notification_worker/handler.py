"""Worker of the SQS queue `notification`: sends e-mails for notifications, and e-mails with requested links."""

from __future__ import annotations

from recoloca.accounts.mail_tokens import send_link
from recoloca.notifications.worker import handle_message
from recoloca.runtime.workers import queue_handler

handler = queue_handler(
    lambda deps, record, seconds: handle_message(deps, record.body, seconds_left=seconds, send_link=send_link)
)
