"""The SQL of exports and their states."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database


class ExportState(NamedTuple):
    id: UUID
    status: str
    created_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None


class ExportFile(NamedTuple):
    """An export with its archive. `object_key` is None before the archive is stored and after it is deleted."""

    id: UUID
    status: str
    created_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None
    object_key: str | None


class BegunExport(NamedTuple):
    user_id: UUID
    locale: str


class ExpiredExport(NamedTuple):
    id: UUID
    object_key: str


def unfinished_export(db: Database, user_id: UUID) -> ExportState | None:
    return db.row(
        ExportState,
        """
        SELECT id, status, created_at, completed_at, expires_at FROM exports
        WHERE user_id = %s AND status IN ('pending', 'processing') ORDER BY created_at DESC LIMIT 1
        """,
        (user_id,),
    )


def add_export(db: Database, export_id: UUID, user_id: UUID, now: datetime) -> None:
    db.execute(
        "INSERT INTO exports (id, user_id, status, created_at) VALUES (%s, %s, 'pending', %s)",
        (export_id, user_id, now),
    )


def export(db: Database, user_id: UUID, export_id: UUID) -> ExportFile | None:
    return db.row(
        ExportFile,
        """
        SELECT id, status, object_key, created_at, completed_at, expires_at FROM exports
        WHERE id = %s AND user_id = %s
        """,
        (export_id, user_id),
    )


def begin_export(db: Database, export_id: UUID) -> BegunExport | None:
    """Mark an export as `processing` and return its user and language.

    Returns None when the export is finished or the user was deleted. There is no lease: two workers on one export
    write the same archive under the same key.
    """
    return db.row(
        BegunExport,
        """
        UPDATE exports e SET status = 'processing' FROM profiles p
        WHERE e.id = %s AND e.status IN ('pending', 'processing') AND p.user_id = e.user_id
        RETURNING e.user_id, p.locale
        """,
        (export_id,),
    )


def complete_export(db: Database, export_id: UUID, key: str, now: datetime, expires_at: datetime) -> bool:
    """Mark an export as completed. Returns False when the user was deleted or another worker completed it."""
    return bool(
        db.execute(
            """
            UPDATE exports SET status = 'completed', object_key = %s, completed_at = %s, expires_at = %s
            WHERE id = %s AND status = 'processing'
            """,
            (key, now, expires_at, export_id),
        )
    )


def fail_export(db: Database, export_id: UUID) -> None:
    db.execute(
        "UPDATE exports SET status = 'failed' WHERE id = %s AND status IN ('pending', 'processing')",
        (export_id,),
    )


def fail_exports_before(db: Database, moment: datetime) -> int:
    """Mark unfinished exports that were created before `moment` as failed. Returns their number.

    The worker of such an export crashed on its last attempt.
    """
    return db.execute(
        "UPDATE exports SET status = 'failed' WHERE status IN ('pending', 'processing') AND created_at < %s",
        (moment,),
    )


def expired_exports(db: Database, now: datetime) -> list[ExpiredExport]:
    return db.rows(
        ExpiredExport,
        "SELECT id, object_key FROM exports WHERE expires_at <= %s AND object_key IS NOT NULL",
        (now,),
    )


def forget_archive(db: Database, export_id: UUID) -> None:
    db.execute("UPDATE exports SET object_key = NULL WHERE id = %s", (export_id,))
