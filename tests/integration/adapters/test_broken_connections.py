"""A kept connection that breaks silently, as when a gateway forgot it while the function was frozen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest

from recoloca.adapters.postgres import Database, connect
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.forgetful import Between
from tests.support.person import Person


@pytest.fixture
def between(migrated_database: str) -> Iterator[Between]:
    with contextlib.closing(Between(migrated_database)) as stands:
        yield stands


@pytest.fixture
def db(between: Between) -> Iterator[Database]:
    settings = Settings({"DATABASE_URL": between.url, "SLUG": "test", "STAGE": "local"})
    with contextlib.closing(Database(lambda: connect(settings))) as database:
        assert database.healthy()
        yield database


def test_a_forgotten_connection_is_replaced_silently(
    deps: Dependencies, api: Api, between: Between, db: Database
) -> None:
    person = Person(deps, api, "ana")
    deps.db.close()
    deps.__dict__["db"] = db
    between.forget()
    assert person.api.get("/dashboard").status == 200
    between.forget()
    assert person.api.request("PATCH", "/users/profile", {"name": "Ana Souza"}).json["name"] == "Ana Souza"


def test_only_a_transaction_without_a_statement_starts_again(between: Between, db: Database) -> None:
    between.forget()
    with db.transaction():
        assert db.fetch_one("SELECT 1 AS one") == {"one": 1}
        between.forget()
        with pytest.raises(psycopg.OperationalError):
            db.fetch_one("SELECT 1 AS one")
    assert between.connections == 2


@pytest.mark.parametrize(
    "write",
    ["UPDATE users SET name = name", "WITH gone AS (DELETE FROM users RETURNING id) SELECT id FROM gone"],
)
def test_a_bare_write_is_never_sent_twice(between: Between, db: Database, write: LiteralString) -> None:
    between.forget()
    with pytest.raises(psycopg.OperationalError):
        db.execute(write)
    assert between.connections == 1
    assert db.healthy(), "the next one has a new connection"


def test_an_unavailable_server_is_tried_once_more(between: Between, db: Database) -> None:
    between.close()
    between.forget()
    with pytest.raises(psycopg.OperationalError):
        db.fetch_one("SELECT 1 AS one")


def test_keepalive_ends_a_silent_connection(migrated_database: str) -> None:
    settings = Settings({"DATABASE_URL": migrated_database, "SLUG": "test", "STAGE": "local"})
    with connect(settings) as connection:
        asked = connection.info.get_parameters()
    assert asked.items() >= {"tcp_user_timeout": "3000", "keepalives_idle": "5"}.items()
