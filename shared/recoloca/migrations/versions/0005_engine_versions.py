"""The engine's version of each result, and how far the task that reads old results again has come."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    # A version as one integer (`engine/analysis/version.py`). Zero: an earlier release stored the result. A constant
    # default changes no row, so the statement takes no longer on a large table.
    """
    ALTER TABLE cv_analyses
        ADD COLUMN engine_version  integer  NOT NULL DEFAULT 0,
        ADD COLUMN reread_version  integer  NOT NULL DEFAULT 0,
        ADD COLUMN reread_attempts smallint NOT NULL DEFAULT 0
    """,
    "CREATE INDEX idx_cv_analyses_reread ON cv_analyses (reread_version, id) WHERE status = 'completed'",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
