"""A kept connection that breaks without a word, as when what stood between forgot it while a function was frozen."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg
import pytest

from infra.local.process import LOOPBACK
from recoloca.adapters.postgres import Database, connect
from recoloca.bootstrap import Container
from recoloca.settings import Settings
from tests.integration.api.client import Api
from tests.integration.contract.person import Person

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset."""


class Between:
    """Stands between a client and PostgreSQL; `forget` what it knows of a connection, and the next byte is refused."""

    def __init__(self, url: str) -> None:
        found = urlsplit(url)
        self._server = (found.hostname, found.port)
        self._listening = socket.create_server((LOOPBACK, 0))
        self.url = found._replace(
            netloc=f"{found.username}@{LOOPBACK}:{self._listening.getsockname()[1]}"
        ).geturl()
        self.connections = 0
        self._forgotten: set[int] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self) -> None:
        self._forgotten.update(range(1, self.connections + 1))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = self._listening.accept()[0]
                server = socket.create_connection(self._server)
                self.connections += 1
                asks = threading.Thread(
                    target=self._ask, args=(client, server, self.connections), daemon=True
                )
                asks.start()
                threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket, number: int) -> None:
        with client, server, contextlib.suppress(OSError):
            while part := client.recv(1 << 16):
                if number in self._forgotten:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    client.close()
                    return
                server.sendall(part)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := server.recv(1 << 16):
                client.sendall(part)


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


def test_nobody_sees_that_the_connection_was_forgotten(
    services: Container, api: Api, between: Between, db: Database
) -> None:
    person = Person(services, api, "ana")
    services.db.close()
    services.__dict__["db"] = db
    between.forget()
    assert person.api.get("/dashboard").status == 200
    between.forget()
    assert person.api.request("PATCH", "/users/profile", {"name": "Ana Souza"}).json["name"] == "Ana Souza"


def test_a_transaction_begins_again_and_a_broken_one_does_not(between: Between, db: Database) -> None:
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


def test_a_server_that_is_away_is_asked_once_more_and_no_more(between: Between, db: Database) -> None:
    between.close()
    between.forget()
    with pytest.raises(psycopg.OperationalError):
        db.fetch_one("SELECT 1 AS one")


def test_the_kernel_is_asked_to_end_silence(migrated_database: str) -> None:
    settings = Settings({"DATABASE_URL": migrated_database, "SLUG": "test", "STAGE": "local"})
    with connect(settings) as connection:
        asked = connection.info.get_parameters()
    assert asked.items() >= {"tcp_user_timeout": "3000", "keepalives_idle": "5"}.items()
