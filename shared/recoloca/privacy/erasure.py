"""Erases all data of an account (LGPD art. 18, docs/adr/0702-erasure-and-retention.md)."""

from __future__ import annotations

from uuid import UUID

from recoloca.outbox import service as outbox
from recoloca.privacy.repository import erasure
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies


def erase(deps: Dependencies, user_id: UUID) -> None:
    """Erase a user permanently. A second call has no effect.

    The rows in the database, including sessions, are deleted at once. Messages of the outbox delete the files, the
    cached values and the customer at Stripe, so that a crash after the commit cannot prevent it.
    """
    with deps.db.transaction():
        found = erasure.hold_user(deps.db, user_id)
        if found is None:
            return
        keys = cache_keys.all_of(user_id, found.analysis_ids)
        outbox.forget_about(deps, str(user_id), found.email)
        erasure.erase_user(deps.db, user_id)
        outbox.publish(deps, "cache", {"keys": keys})
        outbox.publish(deps, "privacy", {"erased_user": str(user_id)})
        if found.stripe_customer_id is not None:
            outbox.publish(deps, "billing", {"forget_customer": found.stripe_customer_id})
    outbox.relay(deps)
