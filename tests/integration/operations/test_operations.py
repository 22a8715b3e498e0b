"""The operators' queries in PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from recoloca.adapters.postgres import Database
from recoloca.operations import repository


@pytest.fixture
def db(migrated_database: str) -> Iterator[Database]:
    database = Database(
        lambda: psycopg.connect(
            migrated_database, autocommit=True, prepare_threshold=None, row_factory=dict_row
        )
    )
    yield database
    database.close()


def test_explaining_can_only_read_and_pins_nothing(db: Database, tmp_path: Path) -> None:
    with (tmp_path / "sent").open("w+") as trace:
        db.connection.pgconn.trace(trace.fileno())
        repository.explain(db, "SELECT 1", analyze=True)
        repository.explain_recorded(db, "SELECT $1::int")
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            repository.explain(db, "DELETE FROM users", analyze=True)
        db.connection.pgconn.untrace()
        sent = re.findall(r'\tF\t\d+\t(?:Query|Parse)\t (?:"" )?"([^"]*)"', (tmp_path / "sent").read_text())
    assert [each.split("(")[0].strip() for each in sent] == [
        "BEGIN READ ONLY", "EXPLAIN", "COMMIT",
        "BEGIN READ ONLY", "EXPLAIN", "COMMIT",
        "BEGIN READ ONLY", "EXPLAIN", "ROLLBACK",
    ]  # fmt: skip


def test_after_explaining_the_connection_writes_again(db: Database) -> None:
    repository.explain(db, "SELECT 1", analyze=False)
    with db.transaction():
        assert db.execute("CREATE TEMPORARY TABLE after_explaining (id int)") == -1


def test_a_connection_that_breaks_while_explaining_says_so_and_is_replaced(db: Database) -> None:
    with pytest.raises(psycopg.OperationalError, match="terminating connection"):
        repository.explain(db, "SELECT pg_terminate_backend(pg_backend_pid())", analyze=True)
    assert db.healthy()
