"""Sends the e-mails for the messages of the queue `notification`.

Delivery of the messages is at-least-once. A lease and the stored outcome prevent duplicate e-mails.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.mail import AddressRefusedError
from recoloca.notifications import rendering, repository
from recoloca.outbox import service as outbox
from recoloca.runtime import cache_keys, rate_limit
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.outside import read_object
from recoloca.runtime.problems import Problem

logger = Logger(child=True)

LINK_KINDS: Final = frozenset({"verify_email", "reset_password"})
OUTCOMES: Final = {"sent": "MailSent", "refused": "MailRefused", "none": "MailHeldBack"}


class StillSendingError(Exception):
    """Another worker holds the lease of this e-mail. SQS redelivers the message after the visibility timeout."""


class SendLink(Protocol):
    """A function that creates a one-time link and stores its e-mail (`recoloca.accounts.mail_tokens.send_link`)."""

    def __call__(self, deps: Dependencies, email: str, purpose: Any, request_id: str) -> None: ...


def handle_message(deps: Dependencies, body: str, *, seconds_left: float, send_link: SendLink) -> None:
    """Send the e-mail of a notification, or create the link that a user requested.

    The handler passes `send_link`, because accounts depend on notifications and not the other way round. An exception
    makes SQS redeliver the message.

    Raises:
        StillSendingError: another worker holds the lease of the e-mail.
        MailUnavailableError: SES did not accept the e-mail.
        ValueError: the message has an unknown format.
    """
    match read_object(body):
        case {"purpose": str(purpose), "email": str(email), "id": str(request_id)}:
            with deps.db.transaction():
                send_link(deps, email, purpose, request_id)
            outbox.relay(deps)
        case {"notification_id": str(notification_id)}:
            _send(deps, UUID(notification_id), seconds_left)
        case other:
            raise ValueError(f"The notification queue has no such message: {sorted(other)}")


def _send(deps: Dependencies, notification_id: UUID, seconds_left: float) -> None:
    """Send one e-mail.

    A crash after the response of SES and before the stored outcome makes the next attempt send a duplicate. SES has no
    idempotency key, so this cannot be prevented.
    """
    if repository.drop_read_mail(deps.db, notification_id):
        logger.info("read before its mail", extra={"notification_id": str(notification_id)})
        return
    now = deps.clock()
    lease = now + timedelta(seconds=max(1.0, seconds_left))
    taken = repository.take_mail(deps.db, notification_id, now, lease)
    if taken is None:
        if repository.mail_is_due(deps.db, notification_id):
            raise StillSendingError(str(notification_id))
        logger.info("mail is not due", extra={"notification_id": str(notification_id)})
        return
    try:
        outcome = _hand_over(deps, taken) if _is_allowed(deps, taken) else "none"
    except Exception:
        repository.let_mail_go(deps.db, notification_id)
        raise
    repository.end_mail(deps.db, notification_id, outcome, deps.clock())
    deps.metrics.add_metric(OUTCOMES[outcome], MetricUnit.Count, 1)
    logger.info(
        "mail", extra={"notification_id": str(notification_id), "kind": taken.kind, "outcome": outcome}
    )


def _is_allowed(deps: Dependencies, taken: repository.DueMail) -> bool:
    """Whether the limit for e-mails to an unconfirmed address allows one more, because it can belong to another person.

    E-mails with a link have their own limit at the request for the link (`rate_limit.RECIPIENT`).
    """
    if taken.name is not None or taken.kind in LINK_KINDS:
        return True
    try:
        rate_limit.enforce(deps, rate_limit.UNCONFIRMED, cache_keys.account(taken.email))
    except Problem:
        return False
    return True


def _hand_over(deps: Dependencies, taken: repository.DueMail) -> str:
    mail = rendering.mail(
        taken.kind, taken.locale, taken.data, name=taken.name, app_url=deps.settings.app_url
    )
    try:
        deps.mailer.send(taken.email, mail)
    except AddressRefusedError:
        return "refused"
    return "sent"
