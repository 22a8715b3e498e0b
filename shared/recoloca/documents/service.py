"""The rules for documents: their owner, their versions, and how many of them a plan allows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from aws_lambda_powertools.metrics import MetricUnit

from recoloca.billing.plans import PLANS
from recoloca.cvs import service as cvs
from recoloca.documents import repository
from recoloca.documents.repository import DocumentRow
from recoloca.documents.schemas import (
    ChangeDocument,
    CreateDocument,
    Document,
    DocumentPage,
    DocumentSummary,
)
from recoloca.engine.documents.from_analysis import to_resume
from recoloca.engine.documents.resume import Language, Resume
from recoloca.runtime import cursors
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import ENGLISH, Problem, not_found
from recoloca.runtime.reading import reading

PAGE_LIMIT: Final = 100
TEMPLATE: Final = "classic"
UNDO: Final = timedelta(days=30)
"""How long a deleted document can be taken back. Then it is erased."""


async def create(
    deps: Dependencies, user_id: UUID, form: CreateDocument, locale: str, document_id: UUID
) -> Document:
    """Make a document of an analysis, of another document, or an empty one.

    Raises:
        Problem: `NOT_FOUND` when the user has no such analysis or document; `CONFLICT` when the analysis is not
            finished; `PLAN_LIMIT_REACHED`; `TEXT_UNREADABLE` when the engine fails.
    """
    if form.analysis_id is not None:
        analysis = await cvs.get(deps, user_id, form.analysis_id, locale)
        if analysis.result is None:
            raise Problem("CONFLICT")
        with reading(deps):
            content = to_resume(analysis.result)
        source: dict[str, Any] = {
            "origin": "analysis", "analysis_id": analysis.id, "language": analysis.result["language"],
            "score": analysis.score,
        }  # fmt: skip
    elif form.document_id is not None:
        original = _found(deps, user_id, form.document_id)
        content = original.content
        source = {
            "origin": "duplicate", "language": original.language, "template": original.template,
            "analysis_id": original.analysis_id, "master_id": original.master_id,
        }  # fmt: skip
    else:
        content, source = {}, {"origin": "blank", "language": own_language(locale)}
    if form.language is not None:
        source["language"] = form.language
    return add(deps, user_id, document_id, title=form.title, content=content, **source)


def add(
    deps: Dependencies,
    user_id: UUID,
    document_id: UUID,
    *,
    title: str,
    content: Resume,
    origin: str,
    language: str,
    template: str = TEMPLATE,
    analysis_id: UUID | None = None,
    master_id: UUID | None = None,
    score: int | None = None,
) -> Document:
    """Store a new document, if the plan allows one more.

    Raises:
        Problem: `PLAN_LIMIT_REACHED`; `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    with deps.db.transaction():
        repository.hold_user(deps.db, user_id)
        check_allowance(deps, user_id)
        repository.create(
            deps.db,
            document_id=document_id,
            user_id=user_id,
            title=title,
            language=language,
            template=template,
            origin=origin,
            analysis_id=analysis_id,
            master_id=master_id,
            content=content,
            score=score,
            now=deps.clock(),
        )
        return get(deps, user_id, document_id)


def check_allowance(deps: Dependencies, user_id: UUID) -> None:
    """Check that the plan allows one more document. The caller holds the user's row.

    Raises:
        Problem: `PLAN_LIMIT_REACHED`, with `limit`; `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    allowance = repository.allowance(deps.db, user_id)
    if allowance is None:
        raise Problem("AUTH_TOKEN_INVALID")
    limit = PLANS[allowance.plan].documents
    if limit is not None and allowance.used >= limit:
        raise Problem("PLAN_LIMIT_REACHED", limit=limit)


def get(deps: Dependencies, user_id: UUID, document_id: UUID) -> Document:
    """One document of the user with its current content.

    Raises:
        Problem: `NOT_FOUND`.
    """
    return _shown(_found(deps, user_id, document_id))


def list_page(
    deps: Dependencies, user_id: UUID, *, cursor: str | None, limit: int, deleted: bool
) -> DocumentPage:
    """A page of at most `limit` documents, newest first, and how many documents the plan allows.

    Raises:
        Problem: `VALIDATION_ERROR` for an invalid cursor; `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    rows = repository.page(deps.db, user_id, before=cursors.decode(cursor), limit=limit + 1, deleted=deleted)
    allowance = repository.allowance(deps.db, user_id)
    if allowance is None:
        raise Problem("AUTH_TOKEN_INVALID")
    shown, more = rows[:limit], len(rows) > limit
    return DocumentPage(
        items=[DocumentSummary.model_validate(row._asdict()) for row in shown],
        next_cursor=cursors.encode(shown[-1].created_at, shown[-1].id) if more else None,
        used=allowance.used,
        limit=PLANS[allowance.plan].documents,
    )


def save(
    deps: Dependencies, user_id: UUID, document_id: UUID, content: Resume, expected: int | None
) -> Document:
    """Store `content` as a new version, unless it is the content of the current one.

    `expected` is the version that the change is based on; None stands for any version.

    Raises:
        Problem: `NOT_FOUND`; `DOCUMENT_CHANGED` when the current version is another one, with that `version`, its
            `content` and `updated_at`.
    """
    with deps.db.transaction():
        current = _found(deps, user_id, document_id)
        if expected not in {None, current.version}:
            raise _conflict(deps, current)
        if current.content == content:
            return _shown(current)
        return _store(deps, user_id, current, content, "edited")


def restore(deps: Dependencies, user_id: UUID, document_id: UUID, number: int) -> Document:
    """Make the content of an earlier version the current one, as a new version.

    Raises:
        Problem: `NOT_FOUND`; `DOCUMENT_CHANGED` when another request saves at the same time.
    """
    with deps.db.transaction():
        current = _found(deps, user_id, document_id)
        content = repository.content_of(deps.db, user_id, document_id, number)
        if content is None:
            raise not_found()
        if current.content == content:
            return _shown(current)
        return _store(deps, user_id, current, content, "restored")


def change(deps: Dependencies, user_id: UUID, document_id: UUID, form: ChangeDocument) -> Document:
    """Change title, template or language. The content and its version stay.

    Raises:
        Problem: `NOT_FOUND`.
    """
    changed = repository.change(
        deps.db,
        user_id,
        document_id,
        title=form.title,
        template=form.template,
        language=form.language,
        now=deps.clock(),
    )
    if not changed:
        raise not_found()
    return get(deps, user_id, document_id)


def delete(deps: Dependencies, user_id: UUID, document_id: UUID) -> None:
    """Delete a document. `undelete` takes it back within `UNDO`.

    Raises:
        Problem: `NOT_FOUND`.
    """
    if not repository.delete(deps.db, user_id, document_id, deps.clock()):
        raise not_found()


def undelete(deps: Dependencies, user_id: UUID, document_id: UUID) -> Document:
    """Take back the deletion of a document, if the plan allows one more.

    Raises:
        Problem: `NOT_FOUND` when the user has no such deleted document; `PLAN_LIMIT_REACHED`.
    """
    with deps.db.transaction():
        repository.hold_user(deps.db, user_id)
        if not repository.undelete(deps.db, user_id, document_id, deps.clock()):
            raise not_found()
        allowance = repository.allowance(deps.db, user_id)
        limit = PLANS[allowance.plan].documents if allowance else None
        if allowance and limit is not None and allowance.used > limit:
            raise Problem("PLAN_LIMIT_REACHED", limit=limit)
        return get(deps, user_id, document_id)


def own_language(locale: str) -> Language:
    """The language of a new document for a user whose app is in `locale`."""
    return "en" if locale == ENGLISH else "pt"


def _found(deps: Dependencies, user_id: UUID, document_id: UUID) -> DocumentRow:
    row = repository.find(deps.db, user_id, document_id)
    if row is None:
        raise not_found()
    return row


def _store(deps: Dependencies, user_id: UUID, current: DocumentRow, content: Resume, cause: str) -> Document:
    """Store the version after `current`. Another request may have stored it since `current` was read."""
    stored = repository.save(
        deps.db,
        user_id,
        current.id,
        expected=current.version,
        content=content,
        cause=cause,
        now=deps.clock(),
    )
    if not stored:
        raise _conflict(deps, _found(deps, user_id, current.id))
    if current.version >= repository.WHOLE:
        repository.thin(deps.db, current.id)
    return get(deps, user_id, current.id)


def _conflict(deps: Dependencies, current: DocumentRow) -> Problem:
    """The problem of a save that is based on another version than `current`. It is counted."""
    deps.metrics.add_metric("DocumentConflict", MetricUnit.Count, 1)
    shown = _shown(current).model_dump(mode="json")
    return Problem("DOCUMENT_CHANGED", **{name: shown[name] for name in ("version", "content", "updated_at")})


def _shown(row: DocumentRow) -> Document:
    return Document.model_validate(row._asdict())
