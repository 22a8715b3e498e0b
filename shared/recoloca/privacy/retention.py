"""How long things are kept that nobody needs for ever; what is older goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from aws_lambda_powertools import Logger

from recoloca.accounts import repository as accounts
from recoloca.idempotency import repository as idempotency
from recoloca.outbox import repository as outbox
from recoloca.privacy.repository import exports
from recoloca.runtime.dependencies import Dependencies

IDEMPOTENCY: Final = timedelta(hours=24)
"""What `Idempotency-Key` promises."""

TOKENS: Final = timedelta(days=1)
"""How long a token stays after it stopped working."""

SENT: Final = timedelta(days=1)
"""How long a message that was sent can still be looked at in the outbox."""

EXPORT: Final = timedelta(days=1)
"""An export that is not made by then never will be: its message is in the dead-letter queue."""

logger = Logger(child=True)


def clean_up(deps: Dependencies) -> dict[str, int]:
    """Remove what is too old; how much of each."""
    now, db = deps.clock(), deps.db
    removed = {
        "idempotency_keys": idempotency.forget_before(db, now - IDEMPOTENCY),
        "email_tokens": accounts.forget_email_tokens(db, now - TOKENS),
        "refresh_tokens": accounts.forget_refresh_tokens(db, now - TOKENS),
        "outbox": outbox.forget_sent(db, now - SENT),
        "stuck_exports": exports.fail_exports_before(db, now - EXPORT),
        "archives": 0,
    }
    for row in exports.expired_exports(db, now):
        deps.uploads.delete(row.object_key)
        exports.forget_archive(db, row.id)
        removed["archives"] += 1
    logger.info("cleaned up", extra={"removed": removed})
    return removed
