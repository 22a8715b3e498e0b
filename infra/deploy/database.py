"""The roles of the database, made by the master user through the Data API, and the migrations after them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from infra.assets.target import ROOT

ROLES: Final = (ROOT / "infra/constructs/database_roles.sql").read_text(encoding="utf-8")

Execute = Callable[[str], None]


class MigrationFailedError(Exception):
    """`db_migrate` ended with an error; nothing that comes after it may be deployed."""


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
