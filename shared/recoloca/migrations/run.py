"""Migrates a database to the newest schema. An advisory lock prevents concurrent migrations."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

LOCK: Final = 7_305_209_114_871_322
"""The number of the advisory lock. It is arbitrary, but no other code may use it."""


class MigrationBusyError(Exception):
    """Another migration held the lock during the whole wait."""


def upgrade(
    url: str, *, wait_seconds: float = 300, sleep: Callable[[float], None] = time.sleep
) -> tuple[str | None, str]:
    """Migrate the database at `url`, which must be a direct connection without RDS Proxy.

    Returns the revisions before and after. The lock is polled, because a session that waits for a lock holds a snapshot
    and would block `CREATE INDEX CONCURRENTLY` forever. The schema of a newer release stays unchanged: after a rollback
    the migrations stay, and they only expand the schema that the older code uses.

    Raises:
        MigrationBusyError: another migration still runs after `wait_seconds`.
    """
    engine = sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        poolclass=sa.NullPool,
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as guard:
        _take_lock(guard, wait_seconds, sleep)
        with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
            before = _revision(connection)
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            if before is not None and before not in _known(config):
                return before, before
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            return before, _revision(connection) or ""


def _take_lock(guard: sa.Connection, wait_seconds: float, sleep: Callable[[float], None]) -> None:
    waited = 0.0
    while not guard.execute(sa.text("SELECT pg_try_advisory_lock(:id)"), {"id": LOCK}).scalar():
        if waited >= wait_seconds:
            raise MigrationBusyError(f"another migration has been running for over {wait_seconds:.0f} s")
        sleep(1)
        waited += 1


def _known(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(
        connection, opts={"version_table": "schema_version"}
    ).get_current_revision()
