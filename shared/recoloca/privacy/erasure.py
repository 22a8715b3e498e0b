"""Erasing an account everywhere (LGPD art. 18)."""

from __future__ import annotations

from uuid import UUID

from recoloca.outbox import service as outbox
from recoloca.privacy.repository import erasure
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies


def erase(deps: Dependencies, user_id: UUID) -> None:
    """Erase somebody everywhere, for good; nothing when they are gone already.

    The database forgets them at once, sessions included. Files, cached values and the customer at Stripe follow by
    the outbox, so that they go even when this process dies right after its commit.
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
