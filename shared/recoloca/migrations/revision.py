"""Reads the schema's revision without Alembic, because most deployments have no migration to run."""

from __future__ import annotations

from pathlib import Path

import psycopg


def newest() -> str:
    """The newest revision of this code. The name of each file in `versions/` begins with its revision."""
    files = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return max(file.stem.partition("_")[0] for file in files)


def current(url: str) -> str | None:
    """The revision of the database at `url`; None for a database without our schema."""
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
        known = connection.execute("SELECT to_regclass('schema_version')").fetchone()
        if known is None or known[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM schema_version").fetchone()
    return str(row[0]) if row else None
