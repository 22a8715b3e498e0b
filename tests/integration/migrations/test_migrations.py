"""Migrations of a database to the newest schema."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from recoloca.migrations import revision
from recoloca.migrations.run import upgrade


@pytest.fixture
def empty(postgres_server: str) -> Iterator[str]:
    """A new empty database."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE migrations_test")
        yield postgres_server.rpartition("/")[0] + "/migrations_test"
        admin.execute("DROP DATABASE migrations_test WITH (FORCE)")


@pytest.fixture
def migrated(empty: str) -> str:
    """A database with the newest schema."""
    upgrade(empty)
    return empty


@pytest.fixture
def migrate(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """The function that a deployment calls."""
    handler = importlib.import_module("functions.db_migrate.handler")

    def run(url: str) -> dict[str, Any]:
        monkeypatch.setenv("DATABASE_URL", url)
        found: dict[str, Any] = handler.handler({}, None)
        return found

    return run


def test_a_schema_that_a_newer_release_has_made_is_left_as_it_is(migrated: str) -> None:
    """CloudFormation rolls a failed release back by running the older release's migrations."""
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    assert upgrade(migrated) == ("9999", "9999")


def test_the_newest_schema_is_left_as_it_is(migrated: str) -> None:
    before, after = upgrade(migrated)
    assert before == after


def test_an_empty_database_gets_the_newest_schema(
    empty: str, migrate: Callable[[str], dict[str, Any]]
) -> None:
    assert revision.current(empty) is None
    assert migrate(empty) == {"before": None, "after": revision.newest()}
    assert revision.current(empty) == revision.newest()


def test_at_the_newest_schema_alembic_does_not_run(
    migrated: str, migrate: Callable[[str], dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("recoloca.migrations.run.upgrade")
    assert migrate(migrated) == {"before": revision.newest(), "after": revision.newest()}


def test_the_newest_revision_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(revision.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == revision.newest()
