"""SQL of erasing a user."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database


class HeldUser(NamedTuple):
    email: str
    stripe_customer_id: str | None
    analysis_ids: list[UUID]


def hold_user(db: Database, user_id: UUID) -> HeldUser | None:
    """`email`, `stripe_customer_id` and `analysis_ids`, held until the transaction ends; None when they are gone."""
    return db.row(
        HeldUser,
        """
        SELECT email, stripe_customer_id, ARRAY(SELECT id FROM cv_analyses WHERE user_id = u.id) AS analysis_ids
        FROM users u WHERE id = %s FOR UPDATE
        """,
        (user_id,),
    )


def erase_user(db: Database, user_id: UUID) -> None:
    """Remove a user and, by the foreign keys, all that is theirs.

    Payments stay for the tax authorities, without their owner and without Stripe's page about them.
    """
    db.execute(
        """
        WITH kept AS (UPDATE payments SET invoice_url = NULL WHERE user_id = %(user)s)
        DELETE FROM users WHERE id = %(user)s
        """,
        {"user": user_id},
    )
