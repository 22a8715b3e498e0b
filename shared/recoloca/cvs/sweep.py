"""Finds analyses that do not progress: the S3 event was lost, the file was not uploaded, or the worker crashed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.cvs import repository
from recoloca.cvs.failures import ANALYSIS_FAILED, UPLOAD_EXPIRED
from recoloca.cvs.repository import IdleAnalysis
from recoloca.cvs.uploads import fail, release_quota, s3_event
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies

IDLE: Final = timedelta(minutes=15)
"""An analysis without a change for this long is swept.

This is longer than the queue's visibility timeout (six times the function's timeout) and the validity of a presigned
POST.
"""

NEVER_CAME: Final = timedelta(hours=1)
BATCH: Final = 500

logger = Logger(child=True)


@dataclass(slots=True)
class Swept:
    """The numbers of analyses by outcome.

    `requeued` were sent to the queue again. `expired` never had a file. `failed` used all their attempts or lost their
    file.
    """

    requeued: int = 0
    expired: int = 0
    failed: int = 0


def sweep(deps: Dependencies) -> Swept:
    """Requeue or end each analysis that does not progress, at most `BATCH` of them. The operation is idempotent."""
    done = Swept()
    for row in repository.idle(deps.db, deps.clock() - IDLE, BATCH):
        _look_after(deps, row, done)
    outbox.relay(deps)
    for name, count in (("Requeued", done.requeued), ("Expired", done.expired), ("GivenUp", done.failed)):
        deps.metrics.add_metric(f"Uploads{name}", MetricUnit.Count, count)
    if done != Swept():
        logger.warning("analyses were left behind", extra={"swept": str(done)})
    return done


def _look_after(deps: Dependencies, row: IdleAnalysis, done: Swept) -> None:
    there = deps.uploads.exists(row.object_key)
    most = deps.settings.max_receive_count("analysis")
    if row.status == "processing" and (not there or row.attempt >= most):
        fail(deps, row, ANALYSIS_FAILED if there else UPLOAD_EXPIRED)
        done.failed += 1
    elif there:
        with deps.db.transaction():
            repository.touch(deps.db, row.id, deps.clock())
            outbox.publish(deps, "analysis", s3_event(row.object_key))
        done.requeued += 1
    elif row.created_at < deps.clock() - NEVER_CAME:
        with deps.db.transaction():
            given_up = repository.give_up_upload(deps.db, row.id, UPLOAD_EXPIRED, deps.clock())
            release_quota(deps, given_up)
        done.expired += 1
