"""The SQL of the operators' commands."""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

from recoloca.adapters.postgres import Database, Row

ORDERS: Final = ("mean", "total", "max", "calls")


class SlowQuery(NamedTuple):
    id: str
    calls: int
    mean_ms: float
    max_ms: float
    total_ms: float
    rows: int
    hit_percent: float | None
    query: str


class ApplicationConnections(NamedTuple):
    application: str
    state: str
    connections: int
    longest_seconds: float | None


def has_statistics(db: Database) -> bool:
    return db.fetch_one("SELECT 1 AS one FROM pg_extension WHERE extname = 'pg_stat_statements'") is not None


def slow_queries(db: Database, *, order: str, limit: int, at_least_ms: float) -> list[SlowQuery]:
    """At most `limit` statements from `pg_stat_statements` (columns of PostgreSQL 13 and later), times in ms.

    `order` is one of `ORDERS`. Only statements with a mean time of at least `at_least_ms` are returned.
    """
    return db.rows(
        SlowQuery,
        """
        SELECT queryid::text AS id, calls, round(mean_exec_time::numeric, 3)::float AS mean_ms,
               round(max_exec_time::numeric, 3)::float AS max_ms,
               round(total_exec_time::numeric, 1)::float AS total_ms, rows,
               round(100.0 * shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, 0), 1)::float AS hit_percent,
               left(regexp_replace(query, '\\s+', ' ', 'g'), 2000) AS query
        FROM pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND mean_exec_time >= %s
        ORDER BY CASE %s WHEN 'mean' THEN mean_exec_time WHEN 'total' THEN total_exec_time
                         WHEN 'max' THEN max_exec_time ELSE calls END DESC
        LIMIT %s
        """,
        (at_least_ms, order, limit),
    )


def statement(db: Database, query_id: str) -> str | None:
    row = db.fetch_one("SELECT query FROM pg_stat_statements WHERE queryid::text = %s LIMIT 1", (query_id,))
    return row["query"] if row else None


def explain(db: Database, query: str, *, analyze: bool) -> Any:
    """The query plan in PostgreSQL's JSON format. With `analyze` the query runs in a read-only transaction.

    Raises:
        DatabaseError: PostgreSQL rejects the query.
    """
    options = "ANALYZE, BUFFERS" if analyze else "COSTS"
    with db.read_only():
        return _plan(db.fetch_typed(f"EXPLAIN ({options}, FORMAT JSON) {query}"))


def explain_recorded(db: Database, query: str) -> Any:
    """The generic query plan of a statement from `pg_stat_statements`, whose values are replaced by `$1` and so on.

    A `%` in the statement is escaped, because psycopg would read it as a placeholder.
    """
    with db.read_only():
        return _plan(db.fetch_one(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {query.replace('%', '%%')}"))


def _plan(row: Row | None) -> Any:
    found = row["QUERY PLAN"] if row else []
    return json.loads(found) if isinstance(found, str) else found


def connections(db: Database) -> list[ApplicationConnections]:
    """The number of connections by application and state, the longest duration first."""
    return db.rows(
        ApplicationConnections,
        """
        SELECT coalesce(nullif(application_name, ''), 'unknown') AS application, coalesce(state, 'unknown') AS state,
               count(*) AS connections,
               round(extract(epoch FROM max(now() - state_change))::numeric, 1)::float AS longest_seconds
        FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
        GROUP BY 1, 2 ORDER BY longest_seconds DESC NULLS LAST
        """,
    )
