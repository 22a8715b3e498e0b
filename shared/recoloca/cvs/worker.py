"""Processes S3 upload events and stores the results. Delivery is at-least-once, so every step is idempotent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.storage import ObjectMissingError
from recoloca.cvs import repository, scan
from recoloca.cvs.failures import ANALYSIS_FAILED, OURS, UPLOAD_EXPIRED, UPLOAD_UNSAFE, UPLOAD_UNSCANNED
from recoloca.cvs.repository import ClaimedAnalysis
from recoloca.cvs.uploads import analysis_id_of, fail, kept_key, take, told
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.outside import read_object
from recoloca.runtime.reading import tell_of_fault

logger = Logger(child=True)

Analyze = Callable[..., AnalysisResult]


@dataclass(frozen=True, slots=True)
class Upload:
    """One record of a message. `waits` counts how often it was sent again because the scan had no result."""

    analysis_id: UUID
    key: str
    record: dict[str, Any]
    waits: int

    @property
    def arrived(self) -> datetime | None:
        """The time at which S3 stored the file; None for an event that our own code sent (`uploads.s3_event`)."""
        at = self.record.get("eventTime")
        return datetime.fromisoformat(at) if at else None


class StillProcessingError(Exception):
    """Another worker holds the lease of this analysis. SQS redelivers the message after the visibility timeout."""


def handle_message(
    deps: Dependencies, body: str, *, receive_count: int, seconds_left: float, analyze: Analyze = analyze
) -> None:
    """Analyse the uploads of one SQS message. On return, SQS deletes the message.

    If the engine cannot analyse a file, the analysis is marked `failed` at once, because a retry would fail too. After
    any other error, SQS redelivers the message. On the last attempt the analysis is marked `failed`, the user is
    notified, and SQS moves the message to the dead-letter queue (DLQ). An operator can redrive it from there.

    Raises:
        StillProcessingError: another worker holds the lease of the analysis.
        ScanMissingError: the malware scan has no result yet.
        ValueError: the message is not an S3 event.
        Exception: any error of a dependency. In all these cases SQS redelivers the message.
    """
    for upload in _uploads_in(body):
        verdict = scan.verdict(deps, upload.key)
        if verdict is scan.Verdict.UNKNOWN and scan.postpone(deps, upload.record, upload.waits):
            continue
        _measure_scan(deps, upload, verdict)
        claimed = take(deps, upload.analysis_id, seconds_left, again=OURS)
        if claimed is None:
            _explain_unclaimed(deps, upload.analysis_id, upload.key)
            continue
        try:
            if _is_safe(deps, claimed, verdict):
                _analyse(deps, claimed, analyze, seconds_left)
                _measure(deps, upload)
        except Exception as error:
            logger.warning("analysis attempt failed", extra={"analysis_id": str(upload.analysis_id)})
            code = UPLOAD_UNSCANNED if isinstance(error, scan.ScanMissingError) else ANALYSIS_FAILED
            final = receive_count >= deps.settings.max_receive_count("analysis")
            _let_go(deps, claimed, code, final=final)
            raise


def _uploads_in(body: str) -> Iterator[Upload]:
    """The uploads in an S3 event. The keys in the event are URL-encoded. S3's test event contains no upload.

    Raises:
        ValueError: the message is not an S3 event.
    """
    event = read_object(body)
    waits = int(event.get("waits", 0))
    for record in event.get("Records", ()):
        match record:
            case {"s3": {"object": {"key": str(quoted)}}}:
                key = unquote_plus(quoted)
            case _:
                raise ValueError("A record of the analysis queue names no object")
        analysis_id = analysis_id_of(key)
        if analysis_id is None:
            logger.warning("object outside of uploads ignored")
        else:
            yield Upload(analysis_id, key, record, waits)


def _is_safe(deps: Dependencies, claimed: ClaimedAnalysis, verdict: scan.Verdict) -> bool:
    """Whether the file may be opened. If not, the analysis is marked `failed`, and a file with a threat is deleted.

    Raises:
        ScanMissingError: the scan has no result after the maximum wait.
    """
    if verdict is scan.Verdict.UNKNOWN:
        raise scan.ScanMissingError(str(claimed.id))
    if verdict is scan.Verdict.FAILED:
        fail(deps, claimed, UPLOAD_UNSCANNED)
    if verdict is scan.Verdict.THREAT:
        fail(deps, claimed, UPLOAD_UNSAFE, discard=True)
    return verdict is scan.Verdict.CLEAR


def _measure(deps: Dependencies, upload: Upload) -> None:
    """Record the user's wait: the time from the arrival of the file to its result."""
    if upload.arrived:
        deps.metrics.add_metric("UploadToResult", MetricUnit.Milliseconds, _since(deps, upload.arrived))


def _measure_scan(deps: Dependencies, upload: Upload, verdict: scan.Verdict) -> None:
    """Record how often the worker waited for the scan, and the time from the arrival of the file to the verdict.

    The tag has no time. So `ScanTime` is longer than the scan itself by at most the last pause.
    """
    if not deps.settings.optional("MALWARE_SCAN") or verdict is scan.Verdict.UNKNOWN:
        return
    deps.metrics.add_metric("ScanWaits", MetricUnit.Count, upload.waits)
    if upload.arrived:
        deps.metrics.add_metric("ScanTime", MetricUnit.Milliseconds, _since(deps, upload.arrived))


def _since(deps: Dependencies, arrived: datetime) -> float:
    """Milliseconds since `arrived`; 0 if the clock of S3 is ahead of ours."""
    return max(0.0, (deps.clock() - arrived).total_seconds() * 1000)


def _explain_unclaimed(deps: Dependencies, analysis_id: UUID, key: str) -> None:
    """Handle an event whose analysis could not be claimed.

    The uploaded file of a completed or deleted analysis is deleted here. A presigned POST stays valid after that, so a
    user can still upload a file that no analysis needs. The file of a completed analysis is stored under another key.

    Raises:
        StillProcessingError: another worker holds the lease of the analysis.
    """
    status = repository.status_of(deps.db, analysis_id)
    if status == "processing":
        raise StillProcessingError(str(analysis_id))
    if status in {None, "completed"}:
        deps.uploads.delete(key)
    logger.info("duplicate event ignored", extra={"analysis_id": str(analysis_id), "status": status})


def _analyse(deps: Dependencies, claimed: ClaimedAnalysis, analyze: Analyze, seconds_left: float) -> None:
    analysis_id, attempt = claimed.id, claimed.attempt

    def enter(stage: str) -> None:
        repository.enter_stage(deps.db, analysis_id, attempt, stage)

    try:
        data = _read_scanned(deps, claimed)
        repository.note_size(deps.db, analysis_id, attempt, len(data))
        result = analyze(data, locale=claimed.locale, on_stage=enter)
    except ObjectMissingError:
        fail(deps, claimed, UPLOAD_EXPIRED)
        return
    except AnalysisError as error:
        if error.__cause__ is not None:
            tell_of_fault(deps, "AnalysisFault", error.__cause__, analysis_id=str(analysis_id))
        fail(deps, claimed, error.code)
        return
    model = deps.language_model
    if model is not None:
        from recoloca.cvs.deepening import deepen  # noqa: PLC0415 (most stages have no model)

        half = seconds_left / 2
        result = deepen(deps, model, analysis_id, result, locale=claimed.locale, seconds=half)
    enter("saving")
    stored = _save(deps, claimed, data, result)
    deps.metrics.add_metric("AnalysisCompleted" if stored else "AnalysisSuperseded", MetricUnit.Count, 1)
    deps.metrics.add_metric("AnalysisDuration", MetricUnit.Milliseconds, result["engine"]["milliseconds"])


def _save(deps: Dependencies, claimed: ClaimedAnalysis, data: bytes, result: AnalysisResult) -> bool:
    """Store the result, and store the analysed bytes under a new key. Returns False when a newer attempt exists."""
    analysis_id, attempt, posted = claimed.id, claimed.attempt, claimed.object_key
    kept = kept_key(claimed.user_id, analysis_id, attempt)
    deps.uploads.put(kept, data, claimed.content_type)
    with deps.db.transaction():
        stored = repository.complete(deps.db, analysis_id, attempt, kept, result, deps.clock())
        if stored:
            notify(
                deps,
                claimed.user_id,
                "analysis_completed",
                f"analysis_completed:{analysis_id}:{attempt}",
                {**told(claimed), "score": result["score"]["overall"]},
            )
        outbox.publish(deps, "privacy", {"deleted_file": posted if stored else kept})
    outbox.relay(deps)
    return stored


def _read_scanned(deps: Dependencies, claimed: ClaimedAnalysis) -> bytes:
    """The bytes of the file, with a second check of the scan's verdict after the read.

    The user can replace the file while the presigned POST is valid. A new object has no tag until it is scanned, so the
    second check detects a file that was replaced between the first check and the read.

    Raises:
        ObjectMissingError: the file does not exist.
        ScanMissingError: the file was replaced after its scan. The next attempt checks the new file.
    """
    data = deps.uploads.get(claimed.object_key)
    if scan.verdict(deps, claimed.object_key) is not scan.Verdict.CLEAR:
        raise scan.ScanMissingError(str(claimed.id))
    return data


def _let_go(deps: Dependencies, claimed: ClaimedAnalysis, code: str, *, final: bool) -> None:
    """End the lease for the next attempt. After the final attempt, mark the analysis as failed instead."""
    if final:
        fail(deps, claimed, code)
    else:
        repository.end_lease(deps.db, claimed.id, claimed.attempt, deps.clock())
