"""The S3 keys and events of uploads, the quota of an analysis, and the end of an analysis that failed."""

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
    """The key to which the user uploads the file. The presigned POST permits only this key."""
    return f"uploads/{user_id}/{analysis_id}"


def kept_key(user_id: UUID, analysis_id: UUID, attempt: int) -> str:
    """The key of the kept file of a finished analysis. No presigned POST permits this key, so no one can replace it."""
    return f"cvs/{user_id}/{analysis_id}/{attempt}"


def is_kept(key: str) -> bool:
    """Whether a key has the form of `kept_key`. Early releases left the file of a finished analysis where it was."""
    return key.startswith("cvs/")


def analysis_id_of(key: str) -> UUID | None:
    """The id of the analysis to which an upload key belongs; None for another key."""
    parts = key.split("/")
    if len(parts) != 3 or parts[0] != "uploads":
        return None
    try:
        return UUID(parts[2])
    except ValueError:
        return None


def s3_event(key: str) -> dict[str, Any]:
    """The event that S3 sends to the queue after an upload to this key."""
    return {
        "Records": [{"eventName": "ObjectCreated:Post", "s3": {"object": {"key": quote_plus(key, safe="/")}}}]
    }


def take(
    deps: Dependencies, analysis_id: UUID, seconds: float, again: Sequence[str]
) -> ClaimedAnalysis | None:
    """Claim an analysis for one attempt, with a lease of `seconds` (at least 1), as `repository.claim` does.

    A failed analysis reserves quota again. When no quota is left, it stays failed, and the result is None.
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
    """Reserve quota for an analysis that had failed. Call it in the transaction that reopens the analysis.

    Raises:
        Problem: `QUOTA_EXCEEDED`.
    """
    period = quota.reserve(deps.db, user_id, "cv_analyses", deps.clock())
    repository.note_reservation(deps.db, analysis_id, period)


def release_quota(deps: Dependencies, row: ReservedQuota | None) -> None:
    """Release the quota of a failed analysis. `row` is the result of `repository.fail`."""
    if row is not None and row.quota_period is not None:
        quota.release(deps.db, row.user_id, "cv_analyses", row.quota_period)


def told(claimed: ClaimedAnalysis | IdleAnalysis) -> dict[str, Any]:
    """The data of a notification about an analysis."""
    return {"analysis_id": str(claimed.id), "file_name": claimed.file_name}


def fail(
    deps: Dependencies, claimed: ClaimedAnalysis | IdleAnalysis, code: str, *, discard: bool = False
) -> None:
    """Mark an analysis as failed, release its quota and notify the user.

    Nothing changes when a newer attempt has claimed the analysis. With `discard`, a message of the outbox makes a
    worker delete the file, because no later attempt would.
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
