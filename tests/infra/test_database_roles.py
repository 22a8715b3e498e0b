"""The roles of the database, created on a real PostgreSQL by a master user without superuser rights, as on RDS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg import conninfo, errors
from psycopg.rows import dict_row

from infra.stacks.migrations import ROLES
from recoloca.adapters.postgres import Database
from recoloca.migrations.run import upgrade
from recoloca.operations import repository

LOGINS: Final = ("recoloca_operator", "recoloca_app", "recoloca_migrator")
OURS: Final = (*LOGINS, "recoloca_rows", "recoloca_owner")


@pytest.fixture
def database(postgres_server: str) -> Iterator[str]:
    """A database whose user `master` ran the statement twice, on a server with RDS's role `rds_iam`.

    RDS lets its master grant `rds_iam` without being a member of it. PostgreSQL needs a membership with ADMIN for
    that, so the master has one while it runs the statement, and the administrator repeats the grants afterwards.
    """
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("CREATE ROLE rds_iam")
        admin.execute("CREATE ROLE master LOGIN CREATEROLE CREATEDB")
        admin.execute("GRANT rds_iam, pg_monitor TO master WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
        admin.execute("CREATE DATABASE roles_test OWNER master")
        url = conninfo.make_conninfo(postgres_server, dbname="roles_test")
        try:
            with psycopg.connect(url, autocommit=True) as inside:
                inside.execute("CREATE EXTENSION pg_stat_statements")
            for _ in range(2):
                with connected(url, "master") as master:
                    master.execute(ROLES.encode())
            admin.execute("REVOKE rds_iam FROM master CASCADE")
            admin.execute(f"GRANT rds_iam TO {', '.join(LOGINS)}".encode())
            yield url
        finally:
            admin.execute("DROP DATABASE roles_test WITH (FORCE)")
            for role in (*OURS, "recoloca_creator", "master", "rds_iam"):
                admin.execute(f"DROP ROLE IF EXISTS {role}".encode())


@pytest.fixture
def token_rule(database: str) -> Iterator[None]:
    """The rule of RDS for members of `rds_iam`, as far as PostgreSQL has it: no login with a password."""
    with psycopg.connect(database, autocommit=True) as admin:
        row = admin.execute("SHOW hba_file").fetchone()
        assert row is not None
        file = Path(row[0])
        before = file.read_text(encoding="utf-8")
        try:
            file.write_text(f"host all +rds_iam 127.0.0.1/32 reject\n{before}", encoding="utf-8")
            admin.execute("SELECT pg_reload_conf()")
            yield
        finally:
            file.write_text(before, encoding="utf-8")
            admin.execute("SELECT pg_reload_conf()")


def connected(url: str, user: str) -> psycopg.Connection[dict[str, object]]:
    return psycopg.connect(
        url, user=user, autocommit=True, application_name=f"as-{user}", row_factory=dict_row
    )


def test_the_data_api_finds_no_parameter_in_the_statement() -> None:
    assert ":" not in ROLES


@pytest.mark.usefixtures("token_rule")
def test_the_master_still_signs_in_with_its_password(database: str) -> None:
    with connected(database, "master") as master:
        assert master.execute("SELECT current_user AS name").fetchone() == {"name": "master"}


@pytest.mark.usefixtures("token_rule")
@pytest.mark.parametrize("login", LOGINS)
def test_a_login_needs_a_token(database: str, login: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf rejects connection"):
        connected(database, login)


def test_the_master_is_a_member_of_no_login(database: str) -> None:
    with connected(database, "master") as master:
        found = master.execute(
            "SELECT rolname AS name FROM pg_roles WHERE pg_has_role('master', oid, 'MEMBER') AND rolname <> 'master' "
            "AND rolname LIKE 'recoloca%%'"
        ).fetchall()
    assert {row["name"] for row in found} == {"recoloca_owner", "recoloca_rows"}


def test_the_temporary_creator_is_removed(database: str) -> None:
    with connected(database, "master") as master:
        found = master.execute("SELECT FROM pg_roles WHERE rolname = 'recoloca_creator'").fetchall()
    assert found == []


def test_only_login_roles_sign_in_and_only_with_a_token(database: str) -> None:
    with connected(database, "master") as master:
        found = master.execute(
            "SELECT rolname AS name, rolcanlogin AS signs_in, pg_has_role(rolname, 'rds_iam', 'MEMBER') AS by_token "
            "FROM pg_roles WHERE rolname LIKE 'recoloca%%_%%'"
        ).fetchall()
    assert {row["name"] for row in found} == set(OURS)
    assert {row["name"]: (row["signs_in"], row["by_token"]) for row in found} == {
        name: (name in LOGINS,) * 2 for name in OURS
    }


def test_the_application_may_change_rows_and_no_schema(database: str) -> None:
    upgrade(url_of(database, "recoloca_migrator"))
    with connected(database, "recoloca_migrator") as migrator:
        owners = migrator.execute(
            "SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert owners == [{"owner": "recoloca_owner"}]
    with connected(database, "recoloca_app") as application:
        assert application.execute("SELECT count(*) AS people FROM users").fetchone() == {"people": 0}
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("DROP TABLE users")
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("CREATE TABLE more (id int)")
        with pytest.raises(errors.InsufficientPrivilege):
            application.execute("SET ROLE recoloca_owner")


def test_only_operators_see_the_statements_of_others(database: str) -> None:
    with connected(database, "recoloca_migrator") as other:
        other.execute("SELECT 'of the migrator' AS said")
        assert seen_by(database, "recoloca_app") == (False, False)
        assert seen_by(database, "recoloca_operator") == (True, True)


def seen_by(database: str, user: str) -> tuple[bool, bool]:
    """Whether this role sees the migrator's connection, and the text of its statement."""
    db = Database(lambda: connected(database, user))
    try:
        held = {row.application for row in repository.connections(db)}
        said = [row.query for row in repository.slow_queries(db, order="mean", limit=5000, at_least_ms=0)]
    finally:
        db.close()
    return "as-recoloca_migrator" in held, "SELECT $1 AS said" in said


def url_of(database: str, user: str) -> str:
    parts = conninfo.conninfo_to_dict(database)
    return f"postgresql://{user}@{parts['host']}:{parts['port']}/{parts['dbname']}"
