"""From an S3 event to a stored result: at least once everywhere, so every step may happen twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote_plus
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.postgres import Row
from recoloca.adapters.storage import ObjectMissingError
from recoloca.analysis.engine import analyze
from recoloca.analysis.errors import AnalysisError
from recoloca.analysis.result import AnalysisResult
from recoloca.bootstrap import Container
from recoloca.cvs import repository
from recoloca.cvs.deepening import deepen
from recoloca.cvs.failures import ANALYSIS_FAILED, UPLOAD_EXPIRED
from recoloca.cvs.service import analysis_id_of, release_quota
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox

logger = Logger(child=True)

FINAL_RECEIVE: Final = 4
"""The queue's maxReceiveCount: after this try SQS moves the message to the DLQ."""

Analyze = Callable[..., AnalysisResult]


class StillProcessingError(Exception):
    """Another worker holds this analysis; the message comes back after the visibility timeout and looks again."""


def handle_message(
    services: Container, body: str, *, receive_count: int, seconds_left: float, analyze: Analyze = analyze
) -> None:
    """Analyse what one SQS message names; returning means it is dealt with, raising that SQS shall send it again.

    On the last try an analysis that cannot be done is marked `failed` for its owner before the message goes to
    the DLQ, from where it can be redriven.
    """
    for analysis_id, key in _analyses_in(body):
        claimed = repository.claim(
            services.db,
            analysis_id,
            services.clock(),
            services.clock() + timedelta(seconds=max(1.0, seconds_left)),
        )
        if claimed is None:
            _explain_unclaimed(services, analysis_id, key)
            continue
        try:
            _analyse(services, claimed, analyze, seconds_left)
        except Exception:
            logger.exception("analysis attempt failed", extra={"analysis_id": str(analysis_id)})
            _let_go(services, claimed, final=receive_count >= FINAL_RECEIVE)
            raise


def _analyses_in(body: str) -> Iterator[tuple[UUID, str]]:
    """The analyses an S3 event names, with their keys; these come URL-encoded, and S3's own test event names none."""
    event: dict[str, Any] = json.loads(body)
    for record in event.get("Records", []):
        key = unquote_plus(record["s3"]["object"]["key"])
        analysis_id = analysis_id_of(key)
        if analysis_id is None:
            logger.warning("object outside of uploads ignored")
        else:
            yield analysis_id, key


def _explain_unclaimed(services: Container, analysis_id: UUID, key: str) -> None:
    """A finished analysis is done with; one in other hands is looked at again later.

    The file of one that was deleted goes too: a permission to upload outlives the analysis, and even the account.
    """
    status = repository.status_of(services.db, analysis_id)
    if status == "processing":
        raise StillProcessingError(str(analysis_id))
    if status is None:
        services.uploads.delete(key)
    logger.info("duplicate event ignored", extra={"analysis_id": str(analysis_id), "status": status})


def _analyse(services: Container, claimed: Row, analyze: Analyze, seconds_left: float) -> None:
    analysis_id, attempt = claimed["id"], claimed["attempt"]

    def enter(stage: str) -> None:
        repository.enter_stage(services.db, analysis_id, attempt, stage)

    try:
        data = services.uploads.get(claimed["object_key"])
        result = analyze(data, locale=claimed["locale"], on_stage=enter)
    except ObjectMissingError:
        fail(services, claimed, UPLOAD_EXPIRED)
        return
    except AnalysisError as error:
        fail(services, claimed, error.code)
        return
    result = deepen(services, analysis_id, result, locale=claimed["locale"], seconds=seconds_left / 2)
    enter("saving")
    with services.db.transaction():
        stored = repository.complete(services.db, analysis_id, attempt, result, services.clock())
        if stored:
            told = {**_told(claimed), "score": result["score"]["overall"]}
            notify(
                services,
                claimed["user_id"],
                "analysis_completed",
                f"analysis_completed:{analysis_id}:{attempt}",
                told,
            )
    outbox.relay(services)
    services.metrics.add_metric("AnalysisCompleted" if stored else "AnalysisSuperseded", MetricUnit.Count, 1)
    services.metrics.add_metric("AnalysisDuration", MetricUnit.Milliseconds, result["engine"]["milliseconds"])


def _told(claimed: Row) -> dict[str, Any]:
    return {"analysis_id": str(claimed["id"]), "file_name": claimed["file_name"]}


def _let_go(services: Container, claimed: Row, *, final: bool) -> None:
    """Free an analysis for the next try, or end it when this was the last."""
    if final:
        fail(services, claimed, ANALYSIS_FAILED)
    else:
        repository.end_lease(services.db, claimed["id"], claimed["attempt"], services.clock())


def fail(services: Container, claimed: Row, code: str) -> None:
    """End an attempt for good, give its quota back and tell its owner; nothing when the attempt is not the last."""
    with services.db.transaction():
        row = repository.fail(services.db, claimed["id"], claimed["attempt"], code, services.clock())
        release_quota(services, row)
        if row is not None:
            event = f"analysis_failed:{claimed['id']}:{claimed['attempt']}"
            notify(services, claimed["user_id"], "analysis_failed", event, _told(claimed))
    outbox.relay(services)
    services.metrics.add_metric("AnalysisFailed", MetricUnit.Count, 1)
    logger.info("analysis failed", extra={"analysis_id": str(claimed["id"]), "code": code})
