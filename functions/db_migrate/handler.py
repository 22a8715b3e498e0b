"""Run at deploy: bring the database to the newest schema, on a direct connection."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.adapters.postgres import connection_url
from recoloca.migrations import revision
from recoloca.runtime.settings import Settings

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    url = connection_url(Settings.from_environment())
    before = after = revision.current(url)
    if before != revision.newest():
        from recoloca.migrations.run import upgrade  # noqa: PLC0415 (Alembic takes longer than all the rest)

        before, after = upgrade(url)
    logger.info("migrated", extra={"before": before, "after": after})
    return {"before": before, "after": after}
