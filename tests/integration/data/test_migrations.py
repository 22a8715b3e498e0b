"""Bringing a database to the newest schema."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from recoloca.migrations.run import upgrade


@pytest.fixture
def migrated(postgres_server: str) -> Iterator[str]:
    """A database of its own with the newest schema."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE migrations_test")
        url = postgres_server.rpartition("/")[0] + "/migrations_test"
        upgrade(url)
        yield url
        admin.execute("DROP DATABASE migrations_test WITH (FORCE)")


def test_a_schema_that_a_newer_release_has_made_is_left_as_it_is(migrated: str) -> None:
    """CloudFormation takes a failed release back by running the older one's migrations."""
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    assert upgrade(migrated) == ("9999", "9999")


def test_the_newest_schema_is_left_as_it_is(migrated: str) -> None:
    before, after = upgrade(migrated)
    assert before == after
