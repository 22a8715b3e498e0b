"""Looking after analyses that nobody works on: an event that was lost, a file that never came, a worker that died."""

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
"""Longer than a message waits for its next try (six times the function's time), and than a presigned POST lasts."""

NEVER_CAME: Final = timedelta(hours=1)
BATCH: Final = 500

logger = Logger(child=True)


@dataclass(slots=True)
class Swept:
    """`requeued` got their message again, `expired` never had a file, `failed` were tried too often."""

    requeued: int = 0
    expired: int = 0
    failed: int = 0


def sweep(deps: Dependencies) -> Swept:
    """Bring every forgotten analysis forward; what is done for one may be done again, and changes nothing then."""
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
