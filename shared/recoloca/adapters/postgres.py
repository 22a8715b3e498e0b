"""One PostgreSQL connection for each Lambda environment: opened on first use, kept, reopened when it broke.

Nothing here may pin an RDS Proxy connection: no `SET`, no prepared statements, no session locks; the settings
of a session live on the role (migration 0001).
"""

from __future__ import annotations

import re
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final, LiteralString, TypeVar

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg.types.json import Jsonb

from recoloca.runtime.settings import Settings

__all__ = ["Database", "ForeignKeyViolation", "Jsonb", "Row", "UniqueViolation", "connect", "json_value"]

Row = DictRow
T = TypeVar("T")
PATIENCE: Final[Mapping[str, Any]] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 3_000,
    "keepalives_idle": 5,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}
"""How long the other side may be silent: what was sent is acknowledged in so many milliseconds, and so is, while a
statement is worked on, a question whether it is still there; the rest are seconds.
"""

WRITES: Final = re.compile(r"\b(?:INSERT|UPDATE|DELETE)\b")
"""Our SQL has its keywords in capitals; `FOR UPDATE` is nothing to ask outside a transaction either."""

Params = Sequence[Any] | Mapping[str, Any]
ForeignKeyViolation = psycopg.errors.ForeignKeyViolation
UniqueViolation = psycopg.errors.UniqueViolation
DatabaseUnavailable = psycopg.OperationalError
DatabaseError = psycopg.Error


def json_value(value: object) -> Jsonb:
    """A value as a `jsonb` parameter."""
    return Jsonb(value)


def connection_url(settings: Settings) -> str:
    """`DATABASE_URL`, or RDS with a short-lived IAM token."""
    url = settings.optional("DATABASE_URL")
    if url is not None:
        return url
    from recoloca.adapters import rds_token  # noqa: PLC0415 (only in AWS)

    return rds_token.connection_url(settings)


def connect(settings: Settings) -> psycopg.Connection[Row]:
    """A new connection to `connection_url`."""
    return psycopg.connect(
        connection_url(settings),
        autocommit=True,
        prepare_threshold=None,
        row_factory=dict_row,
        application_name=f"recoloca-{settings.slug}",
        **PATIENCE,
    )


class Database:
    """The data access that repositories share.

    Statements outside `transaction()` commit by themselves. `statements` counts what was sent, for the query
    budget that tests hold each route to.
    """

    def __init__(self, open_connection: Callable[[], psycopg.Connection[Row]]) -> None:
        self._open = open_connection
        self._connection: psycopg.Connection[Row] | None = None
        self.statements = 0

    @property
    def connection(self) -> psycopg.Connection[Row]:
        if self._connection is not None and not _alive(self._connection):
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def fetch_all(self, query: LiteralString, params: Params = ()) -> list[Row]:
        return self._execute(query, params).fetchall()

    def fetch_one(self, query: LiteralString, params: Params = ()) -> Row | None:
        return self._execute(query, params).fetchone()

    def rows(self, kind: Callable[..., T], query: LiteralString, params: Params = ()) -> list[T]:
        """The rows as a repository's own type: `kind` is called with the columns as named arguments."""
        return [kind(**row) for row in self.fetch_all(query, params)]

    def row(self, kind: Callable[..., T], query: LiteralString, params: Params = ()) -> T | None:
        """The first row, as `rows` gives it; None without one."""
        row = self.fetch_one(query, params)
        return None if row is None else kind(**row)

    def fetch_typed(self, statement: str) -> Row | None:
        """The first row of SQL that an operator typed: one statement, for the extended protocol takes no second."""
        self.statements += 1
        return self.connection.execute(statement, binary=True).fetchone()

    def execute(self, query: LiteralString, params: Params = ()) -> int:
        """Run a statement that returns nothing; the number of rows it touched."""
        return self._execute(query, params).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nested calls are savepoints."""
        with ExitStack() as stack:
            self._again_if_broken(lambda connection: stack.enter_context(connection.transaction()))
            yield

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """A transaction that can change nothing. Begun as such: `SET TRANSACTION` would pin a proxied connection."""
        connection = self.connection
        connection.read_only = True
        try:
            with connection.transaction():
                yield
        finally:
            if not connection.closed:
                connection.read_only = None

    def close(self) -> None:
        """Drop the connection; the next use opens one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def healthy(self) -> bool:
        try:
            return self.fetch_one("SELECT 1 AS one") is not None
        except psycopg.Error:
            return False

    def connection_status(self) -> Row:
        """How the server's connections are used: `active`, `idle`, `idle_in_transaction`, `total`, `maximum`, and
        `in_use` as the share of the maximum (the goal is under 0.8).
        """
        row = self.fetch_one(
            """
            SELECT count(*) FILTER (WHERE state = 'active') AS active,
                   count(*) FILTER (WHERE state = 'idle') AS idle,
                   count(*) FILTER (WHERE state LIKE 'idle in transaction%%') AS idle_in_transaction,
                   count(*) AS total,
                   current_setting('max_connections')::int AS maximum,
                   round(count(*)::numeric / current_setting('max_connections')::int, 3)::float AS in_use
            FROM pg_stat_activity WHERE backend_type = 'client backend'
            """,
            {},
        )
        assert row is not None  # noqa: S101 (an aggregate always has a row)
        return row

    def _execute(self, query: LiteralString, params: Params) -> psycopg.Cursor[Row]:
        self.statements += 1
        if _only_reads(query):
            return self._again_if_broken(lambda connection: connection.execute(query, params))
        return self.connection.execute(query, params)

    def _again_if_broken(self, ask: Callable[[psycopg.Connection[Row]], T]) -> T:
        """`ask` over the kept connection, and over a new one when it broke without a word: only what changes nothing,
        for nobody knows how far the server came. In a transaction a broken connection has ended that.
        """
        kept = self._connection
        connection = self.connection
        outside = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        try:
            return ask(connection)
        except psycopg.OperationalError:
            if connection is not kept or not outside or not connection.broken:
                raise
            return ask(self.connection)


def _only_reads(query: str) -> bool:
    return query.lstrip().startswith(("SELECT", "WITH")) and not WRITES.search(query)


def _alive(connection: psycopg.Connection[Row]) -> bool:
    """Whether a kept connection still stands.

    A server that hung up while the environment was frozen leaves an end-of-file to read; an idle connection has
    nothing to read. Asking the socket costs microseconds, a `SELECT 1` a round trip. Of one that vanished, the first
    statement tells.
    """
    if connection.closed or connection.broken:
        return False
    if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        return True
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    return not readable
