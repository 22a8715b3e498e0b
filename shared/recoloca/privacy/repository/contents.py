"""The contents of an export: one statement for each table with data of a user."""

from __future__ import annotations

from typing import Final, LiteralString, NamedTuple
from uuid import UUID

from recoloca.adapters.postgres import Database

# The statements omit three things: hashes of the password and of tokens, and links in notifications, because a person
# who finds the archive could attack the account with them; the fingerprint of idempotent requests; and the search
# index, which repeats the CV's text.
TABLES: Final[dict[str, LiteralString]] = {
    "users": "SELECT to_jsonb(t) - 'password_hash' AS row FROM users t WHERE id = %s",
    "profiles": "SELECT to_jsonb(t) AS row FROM profiles t WHERE user_id = %s",
    "refresh_tokens": """
        SELECT to_jsonb(t) - 'token_hash' AS row FROM refresh_tokens t WHERE user_id = %s ORDER BY issued_at""",
    "email_tokens": """
        SELECT to_jsonb(t) - 'token_hash' AS row FROM email_tokens t WHERE user_id = %s ORDER BY created_at""",
    "quota_usage": "SELECT to_jsonb(t) AS row FROM quota_usage t WHERE user_id = %s ORDER BY period, kind",
    "cv_analyses": """
        SELECT to_jsonb(t) - 'search' AS row FROM cv_analyses t WHERE user_id = %s ORDER BY created_at""",
    "suggestions": """
        SELECT to_jsonb(t) AS row FROM suggestions t JOIN cv_analyses a ON a.id = t.analysis_id
        WHERE a.user_id = %s ORDER BY t.analysis_id, t.position""",
    "model_calls": """
        SELECT to_jsonb(t) AS row FROM model_calls t JOIN cv_analyses a ON a.id = t.analysis_id
        WHERE a.user_id = %s ORDER BY t.id""",
    "documents": "SELECT to_jsonb(t) AS row FROM documents t WHERE user_id = %s ORDER BY created_at, id",
    "document_versions": """
        SELECT to_jsonb(t) AS row FROM document_versions t JOIN documents d ON d.id = t.document_id
        WHERE d.user_id = %s ORDER BY t.document_id, t.number""",
    "review_requests": "SELECT to_jsonb(t) AS row FROM review_requests t WHERE user_id = %s ORDER BY created_at",
    "ai_coach_sessions": "SELECT to_jsonb(t) AS row FROM ai_coach_sessions t WHERE user_id = %s ORDER BY created_at",
    "ai_coach_messages": """
        SELECT to_jsonb(t) AS row FROM ai_coach_messages t JOIN ai_coach_sessions s ON s.id = t.session_id
        WHERE s.user_id = %s ORDER BY t.session_id, t.created_at, t.id""",
    "payments": "SELECT to_jsonb(t) AS row FROM payments t WHERE user_id = %s ORDER BY created_at",
    "subscriptions": "SELECT to_jsonb(t) AS row FROM subscriptions t WHERE user_id = %s ORDER BY created_at",
    "notifications": """
        SELECT jsonb_set(to_jsonb(t), '{data}', t.data - 'link') AS row FROM notifications t
        WHERE user_id = %s ORDER BY created_at""",
    "notification_preferences": """
        SELECT to_jsonb(t) AS row FROM notification_preferences t WHERE user_id = %s ORDER BY kind""",
    "idempotency_keys": """
        SELECT to_jsonb(t) - 'fingerprint' AS row FROM idempotency_keys t WHERE user_id = %s ORDER BY created_at""",
    "consents": "SELECT to_jsonb(t) AS row FROM consents t WHERE user_id = %s ORDER BY created_at, id",
    "exports": "SELECT to_jsonb(t) AS row FROM exports t WHERE user_id = %s ORDER BY created_at",
}


class UploadedFile(NamedTuple):
    id: UUID
    object_key: str
    file_name: str


def read(db: Database, table: str, user_id: UUID) -> list[object]:
    """The user's rows of one table as JSON objects. `table` is a key of `TABLES`."""
    return [row["row"] for row in db.fetch_all(TABLES[table], (user_id,))]


def files(db: Database, user_id: UUID) -> list[UploadedFile]:
    """The uploaded files of a user, oldest first."""
    return db.rows(
        UploadedFile,
        "SELECT id, object_key, file_name FROM cv_analyses WHERE user_id = %s ORDER BY created_at",
        (user_id,),
    )
