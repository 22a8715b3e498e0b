"""The SQL of documents and their versions. Each document is read with the id of its user."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database, Jsonb

WHOLE: Final = 100
"""The newest versions of a document, which all stay. Of each earlier day only the last version stays."""
MOST: Final = 200
"""The most versions that a document keeps."""


class DocumentRow(NamedTuple):
    id: UUID
    kind: str
    title: str
    language: str
    template: str
    origin: str
    analysis_id: UUID | None
    master_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    content: Any


class SummaryRow(NamedTuple):
    """A document without its content. `used` is the number of all documents of the user that are not deleted."""

    id: UUID
    kind: str
    title: str
    language: str
    template: str
    origin: str
    analysis_id: UUID | None
    master_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class VersionRow(NamedTuple):
    number: int
    cause: str
    score: int | None
    created_at: datetime


class Allowance(NamedTuple):
    """The user's plan, and the number of their documents that are not deleted."""

    plan: str
    used: int


def allowance(db: Database, user_id: UUID) -> Allowance | None:
    """What a user has and may have. Returns None when the user does not exist."""
    return db.row(
        Allowance,
        """
        SELECT plan, (SELECT count(*) FROM documents WHERE user_id = u.id AND deleted_at IS NULL) AS used
        FROM users u WHERE id = %s
        """,
        (user_id,),
    )


def hold_user(db: Database, user_id: UUID) -> None:
    """Lock the user's row until the transaction ends, so that two requests cannot both add the last document."""
    db.execute("SELECT 1 FROM users WHERE id = %s FOR NO KEY UPDATE", (user_id,))


def create(
    db: Database,
    *,
    document_id: UUID,
    user_id: UUID,
    title: str,
    language: str,
    template: str,
    origin: str,
    analysis_id: UUID | None,
    master_id: UUID | None,
    content: Any,
    score: int | None,
    now: datetime,
) -> None:
    """Store a document with its first version."""
    db.execute(
        """
        WITH made AS (
            INSERT INTO documents (id, user_id, kind, title, language, template, origin, analysis_id, master_id,
                                   current_version, created_at, updated_at)
            VALUES (%(id)s, %(user)s, 'cv', %(title)s, %(language)s, %(template)s, %(origin)s, %(analysis)s,
                    %(master)s, 1, %(now)s, %(now)s)
            RETURNING id
        )
        INSERT INTO document_versions (document_id, number, content, score, cause, created_at)
        SELECT id, 1, %(content)s, %(score)s, 'created', %(now)s FROM made
        """,
        {
            "id": document_id,
            "user": user_id,
            "title": title,
            "language": language,
            "template": template,
            "origin": origin,
            "analysis": analysis_id,
            "master": master_id,
            "content": Jsonb(content),
            "score": score,
            "now": now,
        },
    )


def find(db: Database, user_id: UUID, document_id: UUID) -> DocumentRow | None:
    """A document with the content of its current version; None when it is deleted or the user has no such document."""
    return db.row(
        DocumentRow,
        """
        SELECT d.id, d.kind, d.title, d.language, d.template, d.origin, d.analysis_id, d.master_id,
               d.current_version AS version, d.created_at, d.updated_at, d.deleted_at, v.content
        FROM documents d JOIN document_versions v ON v.document_id = d.id AND v.number = d.current_version
        WHERE d.id = %s AND d.user_id = %s AND d.deleted_at IS NULL
        """,
        (document_id, user_id),
    )


def page(
    db: Database, user_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int, deleted: bool
) -> list[SummaryRow]:
    """At most `limit` documents, newest first: the deleted ones, or the others."""
    created_at, last_id = before or (None, None)
    return db.rows(
        SummaryRow,
        """
        SELECT id, kind, title, language, template, origin, analysis_id, master_id, current_version AS version,
               created_at, updated_at, deleted_at
        FROM documents
        WHERE user_id = %(user)s AND (deleted_at IS NOT NULL) = %(deleted)s
          AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        """,
        {"user": user_id, "deleted": deleted, "at": created_at, "id": last_id, "limit": limit},
    )


def save(
    db: Database,
    user_id: UUID,
    document_id: UUID,
    *,
    expected: int | None,
    content: Any,
    cause: str,
    now: datetime,
) -> bool:
    """Store a new version. Returns False when the user has no such document, or its version is not `expected`.

    `expected` None stands for any version.
    """
    return bool(
        db.execute(
            """
            WITH saved AS (
                UPDATE documents SET current_version = current_version + 1, updated_at = %(now)s
                WHERE id = %(id)s AND user_id = %(user)s AND deleted_at IS NULL
                  AND current_version = coalesce(%(expected)s, current_version)
                RETURNING id, current_version
            )
            INSERT INTO document_versions (document_id, number, content, cause, created_at)
            SELECT id, current_version, %(content)s, %(cause)s, %(now)s FROM saved
            """,
            {
                "id": document_id,
                "user": user_id,
                "expected": expected,
                "content": Jsonb(content),
                "cause": cause,
                "now": now,
            },
        )
    )


def thin(db: Database, document_id: UUID) -> None:
    """Delete old versions: the newest `WHOLE` stay, then the last one of each day in Brasília, `MOST` in all.

    The caller must have saved a version of the document in the same transaction.
    """
    db.execute(
        """
        WITH ranked AS (
            SELECT number, row_number() OVER (ORDER BY number DESC) AS place,
                   row_number() OVER (PARTITION BY (created_at AT TIME ZONE 'America/Sao_Paulo')::date
                                      ORDER BY number DESC) AS place_in_day
            FROM document_versions WHERE document_id = %(id)s
        ), kept AS (
            SELECT number FROM ranked WHERE place <= %(whole)s OR place_in_day = 1
            ORDER BY number DESC LIMIT %(most)s
        )
        DELETE FROM document_versions
        WHERE document_id = %(id)s AND number NOT IN (SELECT number FROM kept)
        """,
        {"id": document_id, "whole": WHOLE, "most": MOST},
    )


def change(
    db: Database,
    user_id: UUID,
    document_id: UUID,
    *,
    title: str | None,
    template: str | None,
    language: str | None,
    now: datetime,
) -> bool:
    """Change the given fields. Returns False when the user has no such document."""
    return bool(
        db.execute(
            """
            UPDATE documents SET title = coalesce(%(title)s, title), template = coalesce(%(template)s, template),
                language = coalesce(%(language)s, language), updated_at = %(now)s
            WHERE id = %(id)s AND user_id = %(user)s AND deleted_at IS NULL
            """,
            {
                "id": document_id,
                "user": user_id,
                "title": title,
                "template": template,
                "language": language,
                "now": now,
            },
        )
    )


def delete(db: Database, user_id: UUID, document_id: UUID, now: datetime) -> bool:
    """Mark a document as deleted. Returns False when the user has no such document."""
    return bool(
        db.execute(
            "UPDATE documents SET deleted_at = %s WHERE id = %s AND user_id = %s AND deleted_at IS NULL",
            (now, document_id, user_id),
        )
    )


def undelete(db: Database, user_id: UUID, document_id: UUID, now: datetime) -> bool:
    """Take back a deletion. Returns False when the user has no such deleted document."""
    return bool(
        db.execute(
            """
            UPDATE documents SET deleted_at = NULL, updated_at = %s
            WHERE id = %s AND user_id = %s AND deleted_at IS NOT NULL
            """,
            (now, document_id, user_id),
        )
    )


def versions(db: Database, user_id: UUID, document_id: UUID) -> list[VersionRow]:
    """The kept versions, newest first; an empty list when the user has no such document."""
    return db.rows(
        VersionRow,
        """
        SELECT v.number, v.cause, v.score, v.created_at
        FROM documents d JOIN document_versions v ON v.document_id = d.id
        WHERE d.id = %s AND d.user_id = %s AND d.deleted_at IS NULL ORDER BY v.number DESC
        """,
        (document_id, user_id),
    )


def content_of(db: Database, user_id: UUID, document_id: UUID, number: int) -> Any | None:
    """The content of one version; None when the user has no such document or it has no such version."""
    row = db.fetch_one(
        """
        SELECT v.content FROM documents d JOIN document_versions v ON v.document_id = d.id
        WHERE d.id = %s AND d.user_id = %s AND d.deleted_at IS NULL AND v.number = %s
        """,
        (document_id, user_id, number),
    )
    return row["content"] if row else None


def erase_deleted(db: Database, before: datetime) -> int:
    """Erase documents that were deleted before the given time, with their versions. Returns their number."""
    return db.execute("DELETE FROM documents WHERE deleted_at < %s", (before,))
