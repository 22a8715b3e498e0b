"""Documents that their owners edit, and the versions of each."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE TABLE documents (
        id              uuid PRIMARY KEY,
        user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind            text NOT NULL CHECK (kind IN ('cv', 'letter')),
        title           text NOT NULL,
        language        text NOT NULL CHECK (language IN ('pt', 'en', 'es')),
        template        text NOT NULL CHECK (template IN
                            ('classic', 'modern', 'compact', 'executive', 'academic', 'sidebar')),
        origin          text NOT NULL CHECK (origin IN
                            ('blank', 'analysis', 'import', 'duplicate', 'tailored', 'twin', 'anonymous')),
        analysis_id     uuid REFERENCES cv_analyses ON DELETE SET NULL,
        master_id       uuid REFERENCES documents ON DELETE SET NULL,
        current_version integer NOT NULL,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL,
        deleted_at      timestamptz
    )
    """,
    "CREATE INDEX idx_documents_user ON documents (user_id, created_at DESC, id DESC)",
    # The two foreign keys: without an index, the deletion of an analysis or of a master reads the whole table.
    "CREATE INDEX idx_documents_analysis ON documents (analysis_id) WHERE analysis_id IS NOT NULL",
    "CREATE INDEX idx_documents_master ON documents (master_id) WHERE master_id IS NOT NULL",
    # The retention task reads only deleted documents.
    "CREATE INDEX idx_documents_deleted ON documents (deleted_at) WHERE deleted_at IS NOT NULL",
    # A version never changes. `content` is JSON Resume 1.0, `score` the score of the analysis that it was made of.
    """
    CREATE TABLE document_versions (
        document_id uuid NOT NULL REFERENCES documents ON DELETE CASCADE,
        number      integer NOT NULL,
        content     jsonb NOT NULL,
        score       smallint CHECK (score BETWEEN 0 AND 100),
        cause       text NOT NULL CHECK (cause IN ('created', 'edited', 'restored', 'accepted')),
        created_at  timestamptz NOT NULL,
        PRIMARY KEY (document_id, number)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
