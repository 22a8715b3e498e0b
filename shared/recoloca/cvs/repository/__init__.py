"""The SQL of CV analyses. Each UPDATE of a state checks the current state, so that a late worker changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, json_value
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.version import number

if TYPE_CHECKING:
    from recoloca.adapters.language_model import Spent
    from recoloca.cvs.schemas import CvLanguage, Stage, Status

_SUMMARY: Final = """
    SELECT id, status, stage, file_name, size, score, language, locale, created_at, completed_at, error_code,
           engine_version
    FROM cv_analyses
    WHERE user_id = %(user)s
"""
_NEWEST: Final = """
      AND (%(created)s::timestamptz IS NULL OR (created_at, id) < (%(created)s, %(id)s::uuid))
    ORDER BY created_at DESC, id DESC
    LIMIT %(limit)s
"""
# There are three statements instead of one with optional conditions, so that each uses its own index.
PAGE: Final = _SUMMARY + _NEWEST
STATUS_PAGE: Final = _SUMMARY + "  AND status = %(status)s" + _NEWEST
SEARCH_PAGE: Final = (
    _SUMMARY
    + """
      AND (%(status)s::text IS NULL OR status = %(status)s)
      AND search @@ (websearch_to_tsquery('recoloca_pt', %(words)s) || websearch_to_tsquery('recoloca_en', %(words)s)
                     || websearch_to_tsquery('recoloca_es', %(words)s) || websearch_to_tsquery('simple', %(words)s))
"""
    + _NEWEST
)


class AnalysisSummaryRow(NamedTuple):
    id: UUID
    status: Status
    stage: Stage
    file_name: str
    size: int
    score: int | None
    language: CvLanguage | None
    locale: str
    created_at: datetime
    completed_at: datetime | None
    error_code: str | None
    engine_version: int
    """0 for a result of a release without this column, and for an analysis without a result."""


class AnalysisRow(NamedTuple):
    """All columns of an analysis. `result` is an `AnalysisResult`; it is None until the analysis is completed."""

    id: UUID
    status: Status
    stage: Stage
    file_name: str
    size: int
    score: int | None
    language: CvLanguage | None
    locale: str
    created_at: datetime
    completed_at: datetime | None
    error_code: str | None
    engine_version: int
    job_description: str | None
    result: Any


class DeletedAnalysis(NamedTuple):
    object_key: str
    status: str
    quota_period: date | None


class ClaimedAnalysis(NamedTuple):
    id: UUID
    user_id: UUID
    object_key: str
    file_name: str
    content_type: str
    locale: str
    job_description: str | None
    attempt: int
    quota_period: date | None
    had_failed: bool


class ReservedQuota(NamedTuple):
    """The quota that an analysis reserved. `quota_period` is None if it reserved none."""

    user_id: UUID
    quota_period: date | None


class IdleAnalysis(NamedTuple):
    id: UUID
    user_id: UUID
    status: str
    attempt: int
    object_key: str
    file_name: str
    created_at: datetime


class ReopenedAnalysis(NamedTuple):
    object_key: str


class StatisticsRow(NamedTuple):
    total_analyses: int
    avg_score: float | None
    last_analysis: datetime | None
    completed_analyses: int


def create(
    db: Database,
    *,
    analysis_id: UUID,
    user_id: UUID,
    status: str,
    object_key: str,
    file_name: str,
    content_type: str,
    size: int,
    locale: str,
    job_description: str | None,
    now: datetime,
) -> bool:
    """Insert an analysis without a reserved quota (see `note_reservation`). Returns False when the id exists."""
    return bool(db.execute(
        """
        INSERT INTO cv_analyses (id, user_id, status, object_key, file_name, content_type, size, locale,
                                 job_description, created_at, updated_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (id) DO NOTHING
        """,
        (
            analysis_id, user_id, status, object_key, file_name, content_type, size, locale,
            job_description, now, now,
        ),
    ))  # fmt: skip


def find(db: Database, user_id: UUID, analysis_id: UUID) -> AnalysisRow | None:
    """One analysis of the user with its result; None if the user has no such analysis."""
    return db.row(
        AnalysisRow,
        """
        SELECT id, status, stage, file_name, size, score, language, locale, created_at, completed_at, error_code,
               engine_version, job_description, result
        FROM cv_analyses WHERE id = %s AND user_id = %s
        """,
        (analysis_id, user_id),
    )


def page(
    db: Database,
    user_id: UUID,
    *,
    words: str | None,
    before: tuple[datetime, UUID] | None,
    status: str | None,
    limit: int,
) -> list[AnalysisSummaryRow]:
    """At most `limit` analyses of the user, newest first, without their results.

    `words` is searched in the CV's text and in the file name, without accents, with the word stems of all three
    languages. `before` is the position of the last row of the previous page.
    """
    created_at, last_id = before or (None, None)
    parameters = {
        "user": user_id,
        "status": status,
        "words": words,
        "created": created_at,
        "id": last_id,
        "limit": limit,
    }
    if words is not None:
        return db.rows(AnalysisSummaryRow, SEARCH_PAGE, parameters)
    if status is not None:
        return db.rows(AnalysisSummaryRow, STATUS_PAGE, parameters)
    return db.rows(AnalysisSummaryRow, PAGE, parameters)


def delete(db: Database, user_id: UUID, analysis_id: UUID) -> DeletedAnalysis | None:
    """Delete one analysis of the user and return the deleted row; None if the user has no such analysis."""
    return db.row(
        DeletedAnalysis,
        "DELETE FROM cv_analyses WHERE id = %s AND user_id = %s RETURNING object_key, status, quota_period",
        (analysis_id, user_id),
    )


def claim(
    db: Database, analysis_id: UUID, now: datetime, lease_until: datetime, again: Sequence[str] = ()
) -> ClaimedAnalysis | None:
    """Claim an analysis for one attempt. Returns None when it is finished or another worker holds its lease.

    An analysis in `processing` can be claimed after its lease ends, because its worker has crashed. A failed analysis
    can be claimed if its error code is in `again`; then `had_failed` is true and the caller must reserve quota again.
    `attempt` is a fencing token: the writes of a worker with an older attempt change nothing.
    """
    return db.row(
        ClaimedAnalysis,
        """
        WITH before AS (
            SELECT id, status FROM cv_analyses
            WHERE id = %(id)s
              AND (status IN ('awaiting_upload', 'pending')
                   OR (status = 'processing' AND lease_until <= %(now)s)
                   OR (status = 'failed' AND error_code = ANY(%(again)s)))
            FOR UPDATE
        )
        UPDATE cv_analyses a
        SET status = 'processing', stage = 'extracting', attempt = a.attempt + 1, lease_until = %(lease)s,
            updated_at = %(now)s
        FROM before WHERE a.id = before.id
        RETURNING a.id, a.user_id, a.object_key, a.file_name, a.content_type, a.locale, a.job_description, a.attempt,
                  a.quota_period, before.status = 'failed' AS had_failed
        """,
        {"id": analysis_id, "now": now, "lease": lease_until, "again": list(again)},
    )


def status_of(db: Database, analysis_id: UUID) -> str | None:
    row = db.fetch_one("SELECT status FROM cv_analyses WHERE id = %s", (analysis_id,))
    return row["status"] if row else None


def enter_stage(db: Database, analysis_id: UUID, attempt: int, stage: str) -> None:
    """Store the stage of a running attempt. A worker with an older attempt changes nothing."""
    db.execute(
        "UPDATE cv_analyses SET stage = %s WHERE id = %s AND status = 'processing' AND attempt = %s",
        (stage, analysis_id, attempt),
    )


def note_size(db: Database, analysis_id: UUID, attempt: int, size: int) -> None:
    """Store the real size of the file in bytes. The size in the upload request was only announced by the client."""
    db.execute(
        "UPDATE cv_analyses SET size = %s WHERE id = %s AND status = 'processing' AND attempt = %s",
        (size, analysis_id, attempt),
    )


def complete(
    db: Database, analysis_id: UUID, attempt: int, object_key: str, result: AnalysisResult, now: datetime
) -> bool:
    """Store the result, its suggestions and the key of the kept file. Call it in a transaction.

    Returns False when a newer attempt has claimed the analysis. Then nothing is stored.
    """
    stored = db.execute(
        """
        UPDATE cv_analyses
        SET status = 'completed', stage = 'done', score = %(score)s, language = %(language)s, content = %(content)s,
            result = %(result)s, engine_version = %(version)s, reread_version = %(version)s, object_key = %(key)s,
            error_code = NULL, lease_until = NULL, completed_at = %(now)s, updated_at = %(now)s
        WHERE id = %(id)s AND status = 'processing' AND attempt = %(attempt)s
        """,
        {
            "id": analysis_id,
            "attempt": attempt,
            "key": object_key,
            "score": result["score"]["overall"],
            "language": result["language"],
            "content": content_of(result),
            "result": json_value(result),
            "version": number(result["engine"]["version"]),
            "now": now,
        },
    )
    if stored:
        store_suggestions(db, analysis_id, result)
    return bool(stored)


def content_of(result: AnalysisResult) -> str:
    """The text of a CV for the search, one line for each line of the result."""
    return "\n".join(line["text"] for line in result["lines"])


def store_suggestions(db: Database, analysis_id: UUID, result: AnalysisResult) -> None:
    """Replace the suggestions of an analysis. Call it in the transaction that stores the result."""
    found: list[Any] = list(result["suggestions"])
    columns = ("id", "section", "priority", "gain", "line", "quote", "message", "example")
    db.execute("DELETE FROM suggestions WHERE analysis_id = %s", (analysis_id,))
    db.execute(
        """
        INSERT INTO suggestions (analysis_id, position, rule, section, priority, gain, line, quote, message, example)
        SELECT %s, row_number() OVER (), *
        FROM unnest(%s::text[], %s::text[], %s::text[], %s::real[], %s::integer[], %s::text[], %s::text[], %s::text[])
        """,
        (analysis_id, *([item[column] for item in found] for column in columns)),
    )


def record_model_call(db: Database, analysis_id: UUID, outcome: str, spent: Spent, now: datetime) -> None:
    db.execute(
        """
        INSERT INTO model_calls (analysis_id, model, outcome, input_tokens, output_tokens, cost_microusd,
                                 milliseconds, created_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        (
            analysis_id, spent.model, outcome, spent.input_tokens, spent.output_tokens, spent.cost_microusd,
            spent.milliseconds, now,
        ),
    )  # fmt: skip


def fail(db: Database, analysis_id: UUID, attempt: int, code: str, now: datetime) -> ReservedQuota | None:
    """Mark an analysis as failed and return the quota to release.

    Returns None when a newer attempt has claimed the analysis. Then nothing changes.
    """
    return db.row(
        ReservedQuota,
        """
        WITH before AS (
            SELECT id, quota_period FROM cv_analyses
            WHERE id = %(id)s AND status = 'processing' AND attempt = %(attempt)s FOR UPDATE
        )
        UPDATE cv_analyses a
        SET status = 'failed', error_code = %(code)s, lease_until = NULL, quota_period = NULL, updated_at = %(now)s
        FROM before WHERE a.id = before.id
        RETURNING a.user_id, before.quota_period
        """,
        {"id": analysis_id, "attempt": attempt, "code": code, "now": now},
    )


def idle(db: Database, before: datetime, limit: int) -> list[IdleAnalysis]:
    """At most `limit` unfinished analyses whose last change was earlier than `before`, oldest first."""
    return db.rows(
        IdleAnalysis,
        """
        SELECT id, user_id, status, attempt, object_key, file_name, created_at FROM cv_analyses
        WHERE status IN ('awaiting_upload', 'pending', 'processing') AND updated_at < %s
        ORDER BY created_at LIMIT %s
        """,
        (before, limit),
    )


def touch(db: Database, analysis_id: UUID, now: datetime) -> None:
    """Set the time of the last change, so that the next sweeps leave the analysis alone for a while."""
    db.execute("UPDATE cv_analyses SET updated_at = %s WHERE id = %s", (now, analysis_id))


def give_up_upload(db: Database, analysis_id: UUID, code: str, now: datetime) -> ReservedQuota | None:
    """Mark an analysis as failed because its file did not reach S3. Returns the same as `fail`."""
    return db.row(
        ReservedQuota,
        """
        WITH before AS (
            SELECT id, quota_period FROM cv_analyses
            WHERE id = %(id)s AND status IN ('awaiting_upload', 'pending') FOR UPDATE
        )
        UPDATE cv_analyses a
        SET status = 'failed', error_code = %(code)s, quota_period = NULL, updated_at = %(now)s
        FROM before WHERE a.id = before.id
        RETURNING a.user_id, before.quota_period
        """,
        {"id": analysis_id, "code": code, "now": now},
    )


def end_lease(db: Database, analysis_id: UUID, attempt: int, now: datetime) -> None:
    """End the lease of an attempt, so that the next attempt can start at once."""
    db.execute(
        """
        UPDATE cv_analyses SET stage = 'queued', lease_until = %s, updated_at = %s
        WHERE id = %s AND status = 'processing' AND attempt = %s
        """,
        (now, now, analysis_id, attempt),
    )


def reopen(db: Database, user_id: UUID, analysis_id: UUID, now: datetime) -> ReopenedAnalysis | None:
    """Set a failed analysis of the user back to `pending`. Returns None if the analysis has not failed.

    Its quota was released when it failed. The caller must reserve quota in the same transaction and store the period
    with `note_reservation`.
    """
    return db.row(
        ReopenedAnalysis,
        """
        UPDATE cv_analyses
        SET status = 'pending', stage = 'queued', error_code = NULL, updated_at = %s
        WHERE id = %s AND user_id = %s AND status = 'failed'
        RETURNING object_key
        """,
        (now, analysis_id, user_id),
    )


def note_reservation(db: Database, analysis_id: UUID, quota_period: date | None) -> None:
    """Store the period whose quota an analysis uses; None for a plan without this quota."""
    db.execute("UPDATE cv_analyses SET quota_period = %s WHERE id = %s", (quota_period, analysis_id))


def statistics(db: Database, user_id: UUID, version: int) -> StatisticsRow:
    """The number of the user's analyses, the number of completed ones, and the latest start.

    The mean score is of the results of the engine's `version`.
    """
    row = db.row(
        StatisticsRow,
        """
        SELECT count(*) AS total_analyses, avg(score) FILTER (WHERE engine_version = %(version)s)::float AS avg_score,
               max(created_at) AS last_analysis, count(*) FILTER (WHERE status = 'completed') AS completed_analyses
        FROM cv_analyses WHERE user_id = %(user)s
        """,
        {"user": user_id, "version": version},
    )
    assert row is not None  # noqa: S101 (an aggregate always has a row)
    return row
