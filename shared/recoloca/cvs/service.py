"""The rules for uploading CVs and reading their analyses."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from recoloca.adapters.storage import StorageUnavailableError
from recoloca.cvs import comparison, repository
from recoloca.cvs.failures import OURS, UPLOAD_FAILED, sentence
from recoloca.cvs.repository import AnalysisRow, AnalysisSummaryRow, ReservedQuota
from recoloca.cvs.schemas import (
    CONTENT_TYPES,
    MAXIMUM_BYTES,
    MULTIPART_MAXIMUM_BYTES,
    PERCENT,
    Analysis,
    AnalysisFailure,
    AnalysisPage,
    AnalysisSummary,
    Comparison,
    PresignedUpload,
    Progress,
    Statistics,
    UploadCreated,
    UploadRequest,
)
from recoloca.cvs.uploads import object_key, release_quota, reserve_again, s3_event
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.version import CURRENT, number
from recoloca.outbox import service as outbox
from recoloca.runtime import cache_keys, cursors
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem, not_found

PAGE_LIMIT: Final = 100


def content_type_for(file_name: str, declared: str) -> str:
    """The content type under which a file is stored. The engine later detects the real type from the content.

    Raises:
        Problem: `FILE_TYPE_INVALID` when we support neither the declared type nor the extension of the name.
    """
    declared = declared.partition(";")[0].strip().lower()
    if declared in CONTENT_TYPES.values():
        return declared
    by_name = CONTENT_TYPES.get(file_name.rpartition(".")[2].lower())
    if by_name is None:
        raise Problem("FILE_TYPE_INVALID")
    return by_name


def check_size(size: int, maximum: int) -> None:
    """Check a file size. Both numbers are in bytes.

    Raises:
        Problem: `FILE_EMPTY` or `FILE_TOO_LARGE`.
    """
    if size == 0:
        raise Problem("FILE_EMPTY")
    if size > maximum:
        raise Problem("FILE_TOO_LARGE", limit_mb=maximum // (1024 * 1024))


def start_upload(
    deps: Dependencies, user_id: UUID, form: UploadRequest, locale: str, analysis_id: UUID
) -> UploadCreated:
    """Reserve quota and return a form with which the browser uploads the file to S3.

    A second call with the same `analysis_id` reserves no quota.

    Raises:
        Problem: `FILE_TYPE_INVALID`, `FILE_EMPTY`, `FILE_TOO_LARGE` or `QUOTA_EXCEEDED`.
    """
    content_type = content_type_for(form.file_name, form.content_type)
    check_size(form.size, MAXIMUM_BYTES)
    _create(deps, user_id, form, content_type, "awaiting_upload", locale, analysis_id)
    post = deps.uploads.presigned_post(object_key(user_id, analysis_id), content_type, MAXIMUM_BYTES)
    return UploadCreated(
        analysis_id=analysis_id,
        status="awaiting_upload",
        upload=PresignedUpload(url=post.url, fields=post.fields),
    )


def upload_file(
    deps: Dependencies, user_id: UUID, form: UploadRequest, body: bytes, locale: str, analysis_id: UUID
) -> UploadCreated:
    """Upload a small file (at most `MULTIPART_MAXIMUM_BYTES`) through the function. The S3 event starts the analysis.

    A second call with the same `analysis_id` reserves no quota.

    Raises:
        Problem: `FILE_TYPE_INVALID`, `FILE_EMPTY`, `FILE_TOO_LARGE` or `QUOTA_EXCEEDED`; `SERVICE_UNAVAILABLE` when S3
            did not store the file. The quota is released in this case.
    """
    content_type = content_type_for(form.file_name, form.content_type)
    check_size(len(body), MULTIPART_MAXIMUM_BYTES)
    _create(deps, user_id, form, content_type, "pending", locale, analysis_id)
    try:
        deps.uploads.put(object_key(user_id, analysis_id), body, content_type)
    except StorageUnavailableError:
        with deps.db.transaction():
            row = repository.give_up_upload(deps.db, analysis_id, UPLOAD_FAILED, deps.clock())
            release_quota(deps, row)
        raise Problem("SERVICE_UNAVAILABLE", headers={"retry-after": "5"}) from None
    return UploadCreated(analysis_id=analysis_id, status="pending")


async def get(deps: Dependencies, user_id: UUID, analysis_id: UUID, locale: str) -> Analysis:
    """One analysis of the user. A completed analysis can come from the cache; what changes it deletes the cached one.

    Raises:
        Problem: `NOT_FOUND`.
    """

    async def build() -> dict[str, Any]:
        row = repository.find(deps.db, user_id, analysis_id)
        if row is None:
            raise not_found()
        found = Analysis(
            **summary(row, locale).model_dump(),
            has_job_description=bool(row.job_description),
            result=row.result,
        )
        return found.model_dump(mode="json")

    found = await deps.cache.get_or_set(
        cache_keys.analysis(user_id, analysis_id),
        build,
        cache_keys.ANALYSIS_TTL,
        keep=lambda built: built["status"] == "completed",
    )
    shown = Analysis.model_validate(found)
    shown.earlier_version = shown.result is not None and of_earlier_version(_version_of(shown.result))
    return shown


def of_earlier_version(version: int) -> bool:
    """Whether a result of this version is not comparable with those of today's engine.

    After a rollback to an earlier release, the results of the later one are not comparable either.
    """
    return version != CURRENT


def _version_of(result: AnalysisResult) -> int:
    return number(result["engine"]["version"])


def retry(deps: Dependencies, user_id: UUID, analysis_id: UUID) -> None:
    """Start a failed analysis again with the stored file, and reserve quota for it.

    Raises:
        Problem: `NOT_FOUND`; `CONFLICT` when the analysis has not failed; `QUOTA_EXCEEDED`.
    """
    now = deps.clock()
    with deps.db.transaction():
        if repository.find(deps.db, user_id, analysis_id) is None:
            raise not_found()
        row = repository.reopen(deps.db, user_id, analysis_id, now)
        if row is None:
            raise Problem("CONFLICT")
        reserve_again(deps, user_id, analysis_id)
        outbox.publish(deps, "analysis", s3_event(row.object_key))
    outbox.relay(deps)


def statistics(deps: Dependencies, user_id: UUID) -> Statistics:
    row = repository.statistics(deps.db, user_id, CURRENT)
    return Statistics.model_validate(row._asdict())


async def compare(deps: Dependencies, user_id: UUID, first: UUID, second: UUID, locale: str) -> Comparison:
    """Compare two finished analyses of the user. The older one is `before`.

    Raises:
        Problem: `NOT_FOUND`; `CONFLICT` when one of them is not finished; `VERSIONS_DIFFER` when different versions of
            the engine made their results.
    """
    found = [await get(deps, user_id, one, locale) for one in (first, second)]
    before, after = sorted(found, key=lambda one: str(one.id))
    if before.result is None or after.result is None:
        raise Problem("CONFLICT")
    if _version_of(before.result) != _version_of(after.result):
        raise Problem("VERSIONS_DIFFER")
    return Comparison.model_validate(
        {
            "before": AnalysisSummary.model_validate(before, from_attributes=True),
            "after": AnalysisSummary.model_validate(after, from_attributes=True),
            **comparison.compare(before.result, after.result),
        }
    )


def list_page(
    deps: Dependencies,
    user_id: UUID,
    *,
    words: str | None,
    cursor: str | None,
    status: str | None,
    limit: int,
    locale: str,
) -> AnalysisPage:
    rows = repository.page(
        deps.db,
        user_id,
        words=words,
        before=cursors.decode(cursor),
        status=status,
        limit=min(limit, PAGE_LIMIT) + 1,
    )
    shown = rows[:limit]
    more = len(rows) > limit
    return AnalysisPage(
        items=[summary(row, locale) for row in shown],
        next_cursor=cursors.encode(shown[-1].created_at, shown[-1].id) if more else None,
    )


def delete(deps: Dependencies, user_id: UUID, analysis_id: UUID) -> None:
    """Delete an analysis. A worker then deletes its file, through a message of the outbox.

    An analysis that still waits for its upload releases its quota.

    Raises:
        Problem: `NOT_FOUND`.
    """
    with deps.db.transaction():
        row = repository.delete(deps.db, user_id, analysis_id)
        if row is None:
            raise not_found()
        if row.status == "awaiting_upload":
            release_quota(deps, ReservedQuota(user_id, row.quota_period))
        outbox.publish(deps, "cache", {"keys": [cache_keys.analysis(user_id, analysis_id)]})
        outbox.publish(deps, "privacy", {"deleted_file": row.object_key})
    outbox.relay(deps)


def _create(
    deps: Dependencies,
    user_id: UUID,
    form: UploadRequest,
    content_type: str,
    status: str,
    locale: str,
    analysis_id: UUID,
) -> None:
    """Create an analysis and reserve its quota, unless an earlier attempt of the same request did. If that analysis has
    failed, reopen it.
    """
    now = deps.clock()
    with deps.db.transaction():
        created = repository.create(
            deps.db,
            analysis_id=analysis_id,
            user_id=user_id,
            status=status,
            object_key=object_key(user_id, analysis_id),
            file_name=form.file_name,
            content_type=content_type,
            size=form.size,
            locale=form.language or locale,
            job_description=form.job_description or None,
            now=now,
        )
        if created or repository.reopen(deps.db, user_id, analysis_id, now) is not None:
            reserve_again(deps, user_id, analysis_id)


def summary(row: AnalysisSummaryRow | AnalysisRow, locale: str) -> AnalysisSummary:
    """A row as the API shows it, with the failure message in the language of `locale`."""
    return AnalysisSummary(
        id=row.id,
        status=row.status,
        file_name=row.file_name,
        size=row.size,
        score=row.score,
        language=row.language,
        created_at=row.created_at,
        completed_at=row.completed_at,
        progress=Progress(
            stage=row.stage, percent=0 if row.status == "awaiting_upload" else PERCENT[row.stage]
        ),
        error=_failure(row.error_code, locale) if row.status == "failed" and row.error_code else None,
        earlier_version=row.status == "completed" and of_earlier_version(row.engine_version),
    )


def _failure(code: str, locale: str) -> AnalysisFailure:
    return AnalysisFailure(code=code, message=sentence(code, locale), retry=code in OURS)
