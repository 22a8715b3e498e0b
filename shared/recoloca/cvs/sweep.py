"""Looking after analyses that nobody works on: an event that was lost, a file that never came, a worker that died."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.postgres import Row
from recoloca.cvs import repository
from recoloca.cvs.failures import ANALYSIS_FAILED, UPLOAD_EXPIRED
from recoloca.cvs.uploads import FINAL_RECEIVE, fail, release_quota, s3_event
from recoloca.outbox import service as outbox
from recoloca.runtime.container import Container

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


def sweep(services: Container) -> Swept:
    """Bring every forgotten analysis forward; what is done for one may be done again, and changes nothing then."""
    done = Swept()
    for row in repository.idle(services.db, services.clock() - IDLE, BATCH):
        _look_after(services, row, done)
    outbox.relay(services)
    for name, count in (("Requeued", done.requeued), ("Expired", done.expired), ("GivenUp", done.failed)):
        services.metrics.add_metric(f"Uploads{name}", MetricUnit.Count, count)
    if done != Swept():
        logger.warning("analyses were left behind", extra={"swept": str(done)})
    return done


def _look_after(services: Container, row: Row, done: Swept) -> None:
    there = services.uploads.exists(row["object_key"])
    if row["status"] == "processing" and (not there or row["attempt"] >= FINAL_RECEIVE):
        fail(services, row, ANALYSIS_FAILED if there else UPLOAD_EXPIRED)
        done.failed += 1
    elif there:
        with services.db.transaction():
            repository.touch(services.db, row["id"], services.clock())
            outbox.publish(services, "analysis", s3_event(row["object_key"]))
        done.requeued += 1
    elif row["created_at"] < services.clock() - NEVER_CAME:
        with services.db.transaction():
            given_up = repository.give_up_upload(services.db, row["id"], UPLOAD_EXPIRED, services.clock())
            release_quota(services, given_up)
        done.expired += 1
