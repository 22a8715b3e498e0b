"""Deletes data after its retention period (docs/adr/0702-erasure-and-retention.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aws_lambda_powertools import Logger

from recoloca.accounts import repository as accounts
from recoloca.documents import repository as documents
from recoloca.documents.service import UNDO
from recoloca.idempotency import repository as idempotency
from recoloca.limits import repository as limits
from recoloca.outbox import repository as outbox
from recoloca.privacy.repository import exports
from recoloca.runtime.dependencies import Dependencies

IDEMPOTENCY: Final = timedelta(hours=24)
"""The time for which a response is stored for its `Idempotency-Key`."""

TOKENS: Final = timedelta(days=1)
"""The retention of a token after it became invalid."""

SENT: Final = timedelta(days=1)
"""The retention of a sent message in the outbox."""

EXPORT: Final = timedelta(days=1)
"""An unfinished export of this age cannot finish any more: its message is in the dead-letter queue."""

logger = Logger(child=True)


def clean_up(deps: Dependencies) -> dict[str, int]:
    """Delete all data whose retention period is over. Returns the number of deleted or ended items by kind."""
    now, db = deps.clock(), deps.db
    removed = {
        "idempotency_keys": idempotency.forget_before(db, now - IDEMPOTENCY),
        "email_tokens": accounts.forget_email_tokens(db, now - TOKENS),
        "refresh_tokens": accounts.forget_refresh_tokens(db, now - TOKENS),
        "outbox": outbox.forget_sent(db, now - SENT),
        "stuck_exports": exports.fail_exports_before(db, now - EXPORT),
        "rate_limits": limits.forget_past(db),
        "documents": documents.erase_deleted(db, now - UNDO),
        "archives": 0,
    }
    for row in exports.expired_exports(db, now):
        deps.uploads.delete(row.object_key)
        exports.forget_archive(db, row.id)
        removed["archives"] += 1
    logger.info("cleaned up", extra={"removed": removed})
    return removed
