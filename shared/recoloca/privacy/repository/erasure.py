"""The SQL that erases a user."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database


class HeldUser(NamedTuple):
    email: str
    stripe_customer_id: str | None
    analysis_ids: list[UUID]


def hold_user(db: Database, user_id: UUID) -> HeldUser | None:
    """Lock the user's row until the transaction ends. Returns None when the user does not exist."""
    return db.row(
        HeldUser,
        """
        SELECT email, stripe_customer_id, ARRAY(SELECT id FROM cv_analyses WHERE user_id = u.id) AS analysis_ids
        FROM users u WHERE id = %s FOR UPDATE
        """,
        (user_id,),
    )


def erase_user(db: Database, user_id: UUID) -> None:
    """Delete a user. The foreign keys delete all other data of the user.

    Payments are kept because tax law requires it, without the user's id and without the link to Stripe's invoice.
    """
    db.execute(
        """
        WITH kept AS (UPDATE payments SET invoice_url = NULL WHERE user_id = %(user)s)
        DELETE FROM users WHERE id = %(user)s
        """,
        {"user": user_id},
    )
