"""The roles of the database, made on a real PostgreSQL by a master user who is no superuser, as RDS's is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import psycopg
import pytest
from psycopg import conninfo, errors
from psycopg.rows import dict_row

from infra.stacks.migrations import ROLES
from recoloca.adapters.postgres import Database
from recoloca.migrations.run import upgrade
from recoloca.operations import repository

OURS: Final = ("recoloca_operator", "recoloca_app", "recoloca_migrator", "recoloca_owner")


@pytest.fixture
def database(postgres_server: str) -> Iterator[str]:
    """An empty database of a user `master` on a server with RDS's role, whom the roles were made by, twice."""
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
            yield url
        finally:
            admin.execute("DROP DATABASE roles_test WITH (FORCE)")
            for role in (*OURS, "master", "rds_iam"):
                admin.execute(f"DROP ROLE IF EXISTS {role}".encode())


def connected(url: str, user: str) -> psycopg.Connection[dict[str, object]]:
    return psycopg.connect(
        url, user=user, autocommit=True, application_name=f"as-{user}", row_factory=dict_row
    )


def test_the_data_api_finds_no_parameter_in_the_statement() -> None:
    assert ":" not in ROLES


def test_the_master_goes_on_with_its_password(database: str) -> None:
    """RDS asks every member of `rds_iam` for a token, nested ones too.

    What PostgreSQL itself grants whoever creates a role is left out: to give it to others, neither to have its rights
    nor to become it. AWS's own instructions for a user with IAM lead to the same.
    """
    with connected(database, "master") as master:
        member_of = master.execute(
            """
            WITH RECURSIVE above AS (
              SELECT roleid FROM pg_auth_members WHERE member = 'master'::regrole AND (inherit_option OR set_option)
              UNION SELECT next.roleid FROM pg_auth_members next JOIN above ON next.member = above.roleid
            )
            SELECT roleid::regrole::text AS role FROM above
            """
        ).fetchall()
        rights = master.execute(
            "SELECT pg_has_role('rds_iam', 'USAGE') AS has, pg_has_role('rds_iam', 'SET') AS becomes"
        ).fetchone()
    assert member_of == [{"role": "recoloca_owner"}]
    assert rights == {"has": False, "becomes": False}


def test_who_signs_in_is_asked_for_a_token_and_the_owner_cannot(database: str) -> None:
    with connected(database, "master") as master:
        found = master.execute(
            "SELECT rolname AS name, rolcanlogin AS signs_in, pg_has_role(rolname, 'rds_iam', 'MEMBER') AS by_token "
            "FROM pg_roles WHERE rolname LIKE 'recoloca%%_%%'"
        ).fetchall()
    assert {row["name"] for row in found} == set(OURS)
    assert {row["name"]: (row["signs_in"], row["by_token"]) for row in found} == {
        name: (name != "recoloca_owner",) * 2 for name in OURS
    }


def test_the_owner_migrates_and_the_application_only_works_with_rows(database: str) -> None:
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


def test_only_operators_see_what_others_do(database: str) -> None:
    with connected(database, "recoloca_migrator") as other:
        other.execute("SELECT 'of the migrator' AS said")
        assert seen_by(database, "recoloca_app") == (False, False)
        assert seen_by(database, "recoloca_operator") == (True, True)


def seen_by(database: str, user: str) -> tuple[bool, bool]:
    """Whether this role sees the migrator's connection, and the text of its statement."""
    db = Database(lambda: connected(database, user))
    try:
        held = {row["application"] for row in repository.connections(db)}
        said = [row["query"] for row in repository.slow_queries(db, order="mean", limit=5000, at_least_ms=0)]
    finally:
        db.close()
    return "as-recoloca_migrator" in held, "SELECT $1 AS said" in said


def url_of(database: str, user: str) -> str:
    parts = conninfo.conninfo_to_dict(database)
    return f"postgresql://{user}@{parts['host']}:{parts['port']}/{parts['dbname']}"
