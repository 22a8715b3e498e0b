"""The log line of PostgreSQL about a slow statement, which a metric filter counts (`test_alarms.py`)."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.errors import Diagnostic

LIMIT_MS = 100


@pytest.mark.parametrize(("seconds", "logged"), [(0.15, 1), (0.0, 0)])
def test_a_slow_statement_is_logged_once_with_its_duration(
    seconds: float, logged: int, migrated_database: str
) -> None:
    said: list[str] = []

    def hear(diagnostic: Diagnostic) -> None:
        said.append(str(diagnostic.message_primary))

    with psycopg.connect(migrated_database, autocommit=True) as connection:
        connection.add_notice_handler(hear)
        connection.execute("SET client_min_messages = log")
        connection.execute(f"SET log_min_duration_statement = {LIMIT_MS}")
        connection.execute("SELECT pg_sleep(%s)", (seconds,))
    assert ["duration:" in line for line in said] == [True] * logged
