"""Processes the queue `privacy`: creates archives, and deletes files of deleted analyses and erased accounts."""

from __future__ import annotations

from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.privacy import archive
from recoloca.privacy.repository import exports
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.outside import read_object

logger = Logger(child=True)


def handle_message(deps: Dependencies, body: str, *, receive_count: int) -> None:
    """Process one message. The operation is idempotent, because delivery is at-least-once.

    On the last attempt an export is marked as failed.

    Raises:
        ValueError: the message has an unknown format.
        Exception: any error of a dependency. SQS redelivers the message in both cases.
    """
    match read_object(body):
        case {"deleted_file": str(key)}:
            deps.uploads.delete(key)
        case {"erased_user": str(user_id)}:
            for folder in ("uploads", "cvs", "exports"):
                deps.uploads.delete_all(f"{folder}/{user_id}/")
            deps.metrics.add_metric("AccountErased", MetricUnit.Count, 1)
        case {"export_id": str(export_id)}:
            _export(deps, UUID(export_id), receive_count)
        case other:
            raise ValueError(f"The privacy queue has no such message: {sorted(other)}")


def _export(deps: Dependencies, export_id: UUID, receive_count: int) -> None:
    try:
        archive.make(deps, export_id)
    except Exception:
        logger.warning("export attempt failed", extra={"export_id": str(export_id)})
        if receive_count >= deps.settings.max_receive_count("privacy"):
            exports.fail_export(deps.db, export_id)
            deps.metrics.add_metric("ExportFailed", MetricUnit.Count, 1)
        raise
    deps.metrics.add_metric("ExportMade", MetricUnit.Count, 1)
