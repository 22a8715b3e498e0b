"""Rate limits that are counted here while Redis is unavailable."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("CREATE TABLE rate_limits (key bytea PRIMARY KEY, arrival timestamptz NOT NULL)")
