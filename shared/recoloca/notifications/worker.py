"""From a message of the queue `notification` to a mail: at least once on the way, once in the mailbox."""

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
    """Another worker holds this mail; the message comes back after the visibility timeout and looks again."""


class SendLink(Protocol):
    """Makes a one-time link for an address and stores its mail (`recoloca.accounts.mail_tokens.send_link`)."""

    def __call__(self, deps: Dependencies, email: str, purpose: Any, request_id: str) -> None: ...


def handle_message(deps: Dependencies, body: str, *, seconds_left: float, send_link: SendLink) -> None:
    """Send the mail that a message names, or make the link that a user asked for.

    The handler passes `send_link`, because accounts depend on notifications and not the other way round. An exception
    makes SQS deliver the message again.
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
    """A mail twice takes a crash between SES's answer and the next statement; nothing can rule that out."""
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
    """An unconfirmed address may be a stranger's: few mails an hour go there. Mails with a link are limited where
    they are asked for (`rate_limit.RECIPIENT`).
    """
    if taken.name is not None or taken.kind in LINK_KINDS:
        return True
    try:
        rate_limit.enforce(deps.cache, rate_limit.UNCONFIRMED, cache_keys.account(taken.email))
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
