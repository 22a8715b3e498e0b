"""Runs at each deployment: migrates the database to the newest schema, on a direct connection without RDS Proxy."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.migrations.service import bring_up_to_date
from recoloca.runtime.settings import Settings

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001 (Lambda's signature)
    before, after = bring_up_to_date(Settings.from_environment())
    logger.info("migrated", extra={"before": before, "after": after})
    return {"before": before, "after": after}
