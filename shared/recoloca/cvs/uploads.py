"""Where an upload's file is, what tells of it, and how its analysis ends without a result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.billing import quota
from recoloca.cvs import repository
from recoloca.cvs.repository import ClaimedAnalysis, IdleAnalysis, ReservedQuota
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem

logger = Logger(child=True)


def object_key(user_id: UUID, analysis_id: UUID) -> str:
    """Where an upload is posted to: the one key that its permission is for."""
    return f"uploads/{user_id}/{analysis_id}"


def kept_key(user_id: UUID, analysis_id: UUID, attempt: int) -> str:
    """Where the file of a finished analysis is kept: no permission to post names this key."""
    return f"cvs/{user_id}/{analysis_id}/{attempt}"


def analysis_id_of(key: str) -> UUID | None:
    """The analysis a bucket key belongs to; None for a key that is not ours."""
    parts = key.split("/")
    if len(parts) != 3 or parts[0] != "uploads":
        return None
    try:
        return UUID(parts[2])
    except ValueError:
        return None


def s3_event(key: str) -> dict[str, Any]:
    """What S3 itself would have sent to the queue for this object."""
    return {
        "Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": quote_plus(key, safe="/")}}}]
    }


def take(
    deps: Dependencies, analysis_id: UUID, seconds: float, again: Sequence[str]
) -> ClaimedAnalysis | None:
    """Take an analysis for one attempt of so many seconds, as `repository.claim` does.

    Whatever leaves `failed` reserves quota again. None also when there is none left: it stays failed.
    """
    now = deps.clock()
    try:
        with deps.db.transaction():
            claimed = repository.claim(
                deps.db, analysis_id, now, now + timedelta(seconds=max(1.0, seconds)), again
            )
            if claimed is not None and claimed.had_failed:
                reserve_again(deps, claimed.user_id, analysis_id)
            return claimed
    except Problem as problem:
        logger.info("failed analysis not taken", extra={"analysis_id": str(analysis_id), "why": problem.code})
        return None


def reserve_again(deps: Dependencies, user_id: UUID, analysis_id: UUID) -> None:
    """Reserve quota for an analysis that had failed; call it in the transaction that brings it back.

    Raises:
        Problem: `QUOTA_EXCEEDED`.
    """
    period = quota.reserve(deps.db, user_id, "cv_analyses", deps.clock())
    repository.note_reservation(deps.db, analysis_id, period)


def release_quota(deps: Dependencies, row: ReservedQuota | None) -> None:
    """Give back what an analysis reserved; `row` is what the repository's `fail` returned."""
    if row is not None and row.quota_period is not None:
        quota.release(deps.db, row.user_id, "cv_analyses", row.quota_period)


def told(claimed: ClaimedAnalysis | IdleAnalysis) -> dict[str, Any]:
    """What a notification says of an analysis."""
    return {"analysis_id": str(claimed.id), "file_name": claimed.file_name}


def fail(
    deps: Dependencies, claimed: ClaimedAnalysis | IdleAnalysis, code: str, *, discard: bool = False
) -> None:
    """End an attempt for good, give its quota back and tell its owner; nothing when the attempt is not the last.

    `discard` has the file removed, by a message: once the attempt has ended, nobody comes back for it.
    """
    with deps.db.transaction():
        row = repository.fail(deps.db, claimed.id, claimed.attempt, code, deps.clock())
        release_quota(deps, row)
        if row is not None:
            event = f"analysis_failed:{claimed.id}:{claimed.attempt}"
            notify(deps, claimed.user_id, "analysis_failed", event, told(claimed))
            if discard:
                outbox.publish(deps, "privacy", {"deleted_file": claimed.object_key})
    outbox.relay(deps)
    deps.metrics.add_metric("AnalysisFailed", MetricUnit.Count, 1)
    logger.info("analysis failed", extra={"analysis_id": str(claimed.id), "code": code})
