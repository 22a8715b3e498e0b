"""Accounts, their refresh tokens, CV analyses with suggestions, and used quota."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    # Session settings are stored on the database, because a `SET` would pin an RDS Proxy connection (docs/adr/0102).
    op.execute("""
        DO $$
        BEGIN
            EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
            EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''30s''', current_database());
            EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''60s''', current_database());
            EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
        END $$
    """)
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    op.execute("""
        CREATE TABLE users (
            id            uuid PRIMARY KEY,
            email         text NOT NULL,
            password_hash text NOT NULL,
            plan          text NOT NULL DEFAULT 'free',
            created_at    timestamptz NOT NULL,
            last_login    timestamptz,
            email_verified_at timestamptz,
            CONSTRAINT users_email_lowercase CHECK (email = lower(email))
        )
    """)
    op.execute("CREATE UNIQUE INDEX idx_users_email ON users (email)")
    op.execute("""
        CREATE TABLE profiles (
            user_id     uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
            name        text NOT NULL,
            locale      text NOT NULL DEFAULT 'pt-BR' CHECK (locale IN ('pt-BR', 'en')),
            target_role text,
            updated_at  timestamptz NOT NULL
        )
    """)
    op.execute("""
        CREATE TABLE refresh_tokens (
            token_hash bytea PRIMARY KEY,
            family_id  uuid NOT NULL,
            user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            issued_at  timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            rotated_at timestamptz,
            revoked_at timestamptz
        )
    """)
    op.execute("CREATE INDEX idx_refresh_tokens_family ON refresh_tokens (family_id)")
    op.execute("CREATE INDEX idx_refresh_tokens_user ON refresh_tokens (user_id)")
    op.execute("""
        CREATE TABLE quota_usage (
            user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            kind    text NOT NULL CHECK (kind IN ('cv_analyses', 'coach_messages')),
            period  date NOT NULL,
            used    integer NOT NULL CHECK (used >= 0),
            PRIMARY KEY (user_id, kind, period)
        )
    """)
    op.execute("""
        CREATE TABLE cv_analyses (
            id              uuid PRIMARY KEY,
            user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
            status          text NOT NULL CHECK (status IN
                                ('awaiting_upload', 'pending', 'processing', 'completed', 'failed')),
            stage           text NOT NULL DEFAULT 'queued',
            attempt         integer NOT NULL DEFAULT 0,
            lease_until     timestamptz,
            object_key      text NOT NULL,
            file_name       text NOT NULL,
            content_type    text NOT NULL,
            size            bigint NOT NULL,
            locale          text NOT NULL,
            job_description text,
            quota_period    date,
            score           smallint CHECK (score BETWEEN 0 AND 100),
            language        text,
            content         text,
            result          jsonb,
            error_code      text,
            created_at      timestamptz NOT NULL,
            updated_at      timestamptz NOT NULL,
            completed_at    timestamptz
        )
    """)
    op.execute("CREATE INDEX idx_cv_analyses_user_created ON cv_analyses (user_id, created_at DESC, id DESC)")
    op.execute("""
        CREATE TABLE suggestions (
            analysis_id uuid NOT NULL REFERENCES cv_analyses ON DELETE CASCADE,
            position    smallint NOT NULL,
            rule        text NOT NULL,
            section     text NOT NULL,
            priority    text NOT NULL CHECK (priority IN ('high', 'medium', 'low')),
            gain        real NOT NULL,
            line        integer,
            quote       text,
            message     text NOT NULL,
            example     text,
            PRIMARY KEY (analysis_id, position)
        )
    """)
