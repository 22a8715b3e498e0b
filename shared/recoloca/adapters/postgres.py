"""One PostgreSQL connection for each Lambda environment. It is opened at first use and reopened after it broke.

The code must not pin a connection of RDS Proxy. It therefore uses no `SET`, no prepared statements and no session
locks. The session settings are stored on the database role (migration 0001).
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
"""The timeouts that detect a dead connection. `tcp_user_timeout` is in milliseconds, the other times are in seconds.

`tcp_user_timeout` limits the wait for the acknowledgement of sent data. The keepalive probes detect a server that
disappears while it runs a statement.
"""

WRITES: Final = re.compile(r"\b(?:INSERT|UPDATE|DELETE)\b")
"""Finds statements that change data, because our SQL writes keywords in capitals.

It also finds `FOR UPDATE`, which has no use outside a transaction and is not retried either.
"""

Params = Sequence[Any] | Mapping[str, Any]
ForeignKeyViolation = psycopg.errors.ForeignKeyViolation
UniqueViolation = psycopg.errors.UniqueViolation
DatabaseUnavailable = psycopg.OperationalError
DatabaseError = psycopg.Error


def json_value(value: object) -> Jsonb:
    """Wrap a value for use as a `jsonb` parameter."""
    return Jsonb(value)


def connection_url(settings: Settings) -> str:
    """The value of `DATABASE_URL`, or else a URL for RDS with a short-lived IAM token."""
    url = settings.optional("DATABASE_URL")
    if url is not None:
        return url
    from recoloca.adapters import rds_token  # noqa: PLC0415 (only in AWS)

    return rds_token.connection_url(settings)


def connect(settings: Settings) -> psycopg.Connection[Row]:
    """Open a new connection in autocommit mode.

    Raises:
        DatabaseUnavailable: the server cannot be reached or refuses the login.
    """
    return psycopg.connect(
        connection_url(settings),
        autocommit=True,
        prepare_threshold=None,
        row_factory=dict_row,
        application_name=f"recoloca-{settings.slug}",
        **PATIENCE,
    )


class Database:
    """Runs the SQL statements of all repositories.

    A statement outside `transaction()` commits immediately. `statements` counts the statements sent, because tests
    check the query budget of each route.

    Raises:
        DatabaseUnavailable: by every method that sends SQL, when the connection fails.
        DatabaseError: by every method that sends SQL, when the server rejects a statement.
    """

    def __init__(self, open_connection: Callable[[], psycopg.Connection[Row]]) -> None:
        self._open = open_connection
        self._connection: psycopg.Connection[Row] | None = None
        self.statements = 0
        self._following: list[Callable[[], object]] = []

    @property
    def connection(self) -> psycopg.Connection[Row]:
        """The kept connection, or a new one if the kept one is closed or broken."""
        if self._connection is not None and not _alive(self._connection):
            self._connection.close()
            self._connection = None
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def fetch_all(self, query: LiteralString, params: Params = ()) -> list[Row]:
        """All rows, each as a dictionary from column name to value."""
        return self._execute(query, params).fetchall()

    def fetch_one(self, query: LiteralString, params: Params = ()) -> Row | None:
        """The first row as a dictionary; None if the result is empty."""
        return self._execute(query, params).fetchone()

    def rows(self, kind: Callable[..., T], query: LiteralString, params: Params = ()) -> list[T]:
        """All rows as objects of `kind`, which is called with the columns as keyword arguments."""
        return [kind(**row) for row in self.fetch_all(query, params)]

    def row(self, kind: Callable[..., T], query: LiteralString, params: Params = ()) -> T | None:
        """The first row as an object of `kind`; None if the result is empty."""
        row = self.fetch_one(query, params)
        return None if row is None else kind(**row)

    def fetch_typed(self, statement: str) -> Row | None:
        """The first row of a statement that an operator typed; None if the result is empty.

        `binary=True` selects PostgreSQL's extended protocol, which accepts only one statement.
        """
        self.statements += 1
        return self.connection.execute(statement, binary=True).fetchone()

    def execute(self, query: LiteralString, params: Params = ()) -> int:
        """Run a statement without a result. Returns the number of rows that it changed."""
        return self._execute(query, params).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit the block's statements together, or roll all of them back after an exception.

        A nested call creates a savepoint.
        """
        outermost = not self.in_transaction
        try:
            with ExitStack() as stack:
                self._again_if_broken(lambda connection: stack.enter_context(connection.transaction()))
                yield
            following = self._following if outermost else []
        finally:
            if outermost:
                self._following = []
        for each in following:
            each()

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open on the kept connection."""
        idle = psycopg.pq.TransactionStatus.IDLE
        return self._connection is not None and self._connection.info.transaction_status != idle

    def after_commit(self, follow: Callable[[], object]) -> None:
        """Call `follow` after the open transaction is committed. A rollback of the whole transaction drops it."""
        self._following.append(follow)

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """A read-only transaction. It starts with `BEGIN READ ONLY`; `SET TRANSACTION` would pin a connection."""
        connection = self.connection
        connection.read_only = True
        try:
            with connection.transaction():
                yield
        finally:
            if not connection.closed:
                connection.read_only = None

    def close(self) -> None:
        """Close the connection. The next statement opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def healthy(self) -> bool:
        """Whether the database answers `SELECT 1`."""
        try:
            return self.fetch_one("SELECT 1 AS one") is not None
        except psycopg.Error:
            return False

    def connection_status(self) -> Row:
        """The number of the server's connections by state.

        The columns are `active`, `idle`, `idle_in_transaction`, `total`, `maximum`, and `in_use`, which is `total`
        divided by `maximum`. The goal for `in_use` is less than 0.8 (docs/requirements.md).
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
        """Call `ask` with the kept connection. If that connection turns out to be broken, call `ask` with a new one.

        `ask` must not change data, because the first call may have reached the server. Inside a transaction there is
        no second call, because the transaction ended with its connection.
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
    """Whether the server has not closed the kept connection.

    After the server closed it, for example while the environment was frozen, its socket is readable (end of file). The
    socket of an idle connection is not readable. This check takes microseconds, and a `SELECT 1` takes a round trip.
    It does not detect a server that disappeared without closing the connection; the next statement does.
    """
    if connection.closed or connection.broken:
        return False
    if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
        return True
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    return not readable
