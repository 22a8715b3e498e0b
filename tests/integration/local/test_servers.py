"""The embedded servers are the real ones, with the features that the product needs."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import redis

from infra.local.servers.postgres import Postgres
from infra.local.servers.process import wait_until


def test_postgres_is_recent_and_has_the_extensions_the_product_uses(postgres_server: str) -> None:
    with psycopg.connect(postgres_server) as connection:
        for extension in ("pg_stat_statements", "unaccent", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        assert connection.info.server_version >= 180000
        assert connection.execute("SELECT count(*) > 0 FROM pg_stat_statements").fetchone() == (True,)
        assert connection.execute("SELECT lower('ÇÃO'), unaccent('ação')").fetchone() == ("ção", "acao")
        connection.rollback()


def test_a_stopped_cluster_keeps_its_rows(state_folder: Path) -> None:
    folder, log = state_folder / "kept", state_folder / "kept.log"
    first = Postgres(folder, log=log)
    first.start()
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    first.stop()
    second = Postgres(folder, log=log)
    second.start()
    try:
        with psycopg.connect(second.url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    finally:
        second.stop()


def test_redis_answers_and_is_bounded(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("recoloca-test", "1", ex=60)
        assert client.get("recoloca-test") == b"1"
        assert int(client.config_get("maxmemory")["maxmemory"]) > 0


def test_a_server_dies_with_a_starter_that_is_killed(state_folder: Path) -> None:
    starter = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        from infra.local.servers.redis import Redis
        server = Redis(log=Path(sys.argv[1]))
        server.start()
        print(server.url, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    command = [sys.executable, "-c", starter, str(state_folder / "orphan.log")]
    url = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    def refuses() -> bool:
        try:
            with redis.Redis.from_url(url) as client:
                client.ping()
        except redis.ConnectionError:
            return True
        return False

    assert wait_until(refuses, 10)
