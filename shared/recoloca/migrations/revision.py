"""Which schema a database has, without Alembic: most deployments have nothing to migrate."""

from __future__ import annotations

from pathlib import Path

import psycopg


def newest() -> str:
    """The last revision that this code knows; each file of `versions/` begins with its revision."""
    files = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return max(file.stem.partition("_")[0] for file in files)


def current(url: str) -> str | None:
    """The revision of the database at `url`; None when it was never migrated."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
        known = connection.execute("SELECT to_regclass('schema_version')").fetchone()
        if known is None or known[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM schema_version").fetchone()
    return str(row[0]) if row else None
