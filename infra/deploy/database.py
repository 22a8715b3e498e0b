"""The roles of the database, made by the master user through the Data API, and the migrations after them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

Execute = Callable[[str], None]

ROLES: Final = ("recoloca_owner", "recoloca_app")


class MigrationFailedError(Exception):
    """`db_migrate` ended with an error; nothing that comes after it may be deployed."""


def statements(database: str) -> list[str]:
    """Give each role its place; every statement may be run again.

    The owner migrates. The application reads and writes rows and can change no table. Neither has a password:
    membership in `rds_iam` makes RDS ask for a signed token.
    """
    create = [
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
        f"THEN CREATE ROLE {role} LOGIN; END IF; END $$"
        for role in ROLES
    ]
    return [
        *create,
        "GRANT rds_iam TO recoloca_owner, recoloca_app",
        "GRANT recoloca_owner TO CURRENT_USER",
        "GRANT pg_monitor TO recoloca_owner",
        f"ALTER DATABASE {database} OWNER TO recoloca_owner",
        "ALTER SCHEMA public OWNER TO recoloca_owner",
        "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
        f"GRANT CONNECT ON DATABASE {database} TO recoloca_app",
        "GRANT USAGE ON SCHEMA public TO recoloca_app",
        *(
            f"ALTER DEFAULT PRIVILEGES FOR ROLE recoloca_owner IN SCHEMA public GRANT {rights} TO recoloca_app"
            for rights in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES")
        ),
    ]


def prepare(database: str, execute: Execute) -> None:
    for statement in statements(database):
        execute(statement)


def data_api(session: Any, cluster: str, database: str) -> Execute:
    """Statements as the master user, whose password stays in Secrets Manager."""
    (found,) = session.client("rds").describe_db_clusters(DBClusterIdentifier=cluster)["DBClusters"]
    client = session.client("rds-data")

    def execute(sql: str) -> None:
        client.execute_statement(
            resourceArn=found["DBClusterArn"],
            secretArn=found["MasterUserSecret"]["SecretArn"],
            database=database,
            sql=sql,
        )

    return execute


def migrate(lambda_client: Any, function: str) -> dict[str, Any]:
    """Run the migrations and wait for them; the revisions before and after.

    Raises:
        MigrationFailedError: the function ended with an error.
    """
    answer = lambda_client.invoke(FunctionName=function, Payload=b"{}")
    payload: dict[str, Any] = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise MigrationFailedError(f"{payload.get('errorType')}: {payload.get('errorMessage')}")
    return payload
