"""The queue `privacy`: archives to make, and files of deleted analyses and erased accounts to remove."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.privacy import archive
from recoloca.privacy.repository import exports
from recoloca.runtime.dependencies import Dependencies

logger = Logger(child=True)


def handle_message(deps: Dependencies, body: str, *, receive_count: int) -> None:
    """Do what one message asks, which may be done twice; raising asks SQS for another try."""
    message: dict[str, Any] = json.loads(body)
    if "deleted_file" in message:
        deps.uploads.delete(message["deleted_file"])
        return
    if "erased_user" in message:
        for folder in ("uploads", "cvs", "exports"):
            deps.uploads.delete_all(f"{folder}/{message['erased_user']}/")
        deps.metrics.add_metric("AccountErased", MetricUnit.Count, 1)
        return
    export_id = UUID(message["export_id"])
    try:
        archive.make(deps, export_id)
    except Exception:
        logger.warning("export attempt failed", extra={"export_id": str(export_id)})
        if receive_count >= deps.settings.max_receive_count("privacy"):
            exports.fail_export(deps.db, export_id)
            deps.metrics.add_metric("ExportFailed", MetricUnit.Count, 1)
        raise
    deps.metrics.add_metric("ExportMade", MetricUnit.Count, 1)
