"""Everything else the API keeps: search, coach, billing, notifications, privacy, outbox, idempotency."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    # History search: three dictionaries without accents, one generated column, one index that starts with the owner.
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    # For `recoloca db slow-queries`. It is not a trusted extension, so the owner of the schema may lack the permission
    # to create it. Then the administrator of the server creates it. Nothing else depends on it.
    """
    DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE WARNING 'pg_stat_statements is to be created by the administrator of this server';
    END $$
    """,
    *(
        statement
        for short, stemmer in (("pt", "portuguese_stem"), ("en", "english_stem"), ("es", "spanish_stem"))
        for statement in (
            f"CREATE TEXT SEARCH CONFIGURATION recoloca_{short} (COPY = simple)",
            f"""ALTER TEXT SEARCH CONFIGURATION recoloca_{short}
                ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, hword, hword_part, word
                WITH unaccent, {stemmer}""",
        )
    ),
    # A tsvector can have at most 1 MB, so only the first 100,000 characters are indexed. No real CV is longer.
    """
    ALTER TABLE cv_analyses ADD COLUMN search tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', file_name) || CASE language
            WHEN 'en' THEN to_tsvector('recoloca_en', left(coalesce(content, ''), 100000))
            WHEN 'es' THEN to_tsvector('recoloca_es', left(coalesce(content, ''), 100000))
            ELSE to_tsvector('recoloca_pt', left(coalesce(content, ''), 100000))
        END
    ) STORED
    """,
    "CREATE INDEX idx_cv_content_search ON cv_analyses USING gin (user_id, search)",
    "CREATE INDEX idx_cv_analyses_user_status_created ON cv_analyses (user_id, status, created_at DESC, id DESC)",
    # The index of the sweeper. It contains only the few unfinished rows.
    """
    CREATE INDEX idx_pending_analyses ON cv_analyses (created_at)
    WHERE status IN ('awaiting_upload', 'pending', 'processing')
    """,
    "ALTER TABLE users ADD COLUMN stripe_customer_id text UNIQUE",
    "CREATE INDEX idx_users_last_login ON users (last_login DESC, id DESC)",
    # One-time links in e-mails.
    """
    CREATE TABLE email_tokens (
        token_hash bytea PRIMARY KEY,
        user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose    text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz
    )
    """,
    "CREATE INDEX idx_email_tokens_user ON email_tokens (user_id)",
    """
    CREATE TABLE ai_coach_sessions (
        id              uuid PRIMARY KEY,
        user_id         uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        topic           text NOT NULL,
        analysis_id     uuid REFERENCES cv_analyses ON DELETE SET NULL,
        target_role     text,
        job_description text,
        created_at      timestamptz NOT NULL,
        updated_at      timestamptz NOT NULL
    )
    """,
    "CREATE INDEX idx_ai_sessions_user_id ON ai_coach_sessions (user_id, created_at DESC, id DESC)",
    """
    CREATE TABLE ai_coach_messages (
        id          uuid PRIMARY KEY,
        session_id  uuid NOT NULL REFERENCES ai_coach_sessions ON DELETE CASCADE,
        role        text NOT NULL CHECK (role IN ('user', 'coach')),
        content     text NOT NULL,
        suggestions jsonb NOT NULL DEFAULT '[]',
        created_at  timestamptz NOT NULL
    )
    """,
    # The cost of language models by analysis, without any text of a CV. The row stays when the analysis is deleted.
    """
    CREATE TABLE model_calls (
        id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        analysis_id   uuid REFERENCES cv_analyses ON DELETE SET NULL,
        model         text NOT NULL,
        outcome       text NOT NULL CHECK (outcome IN
                          ('used', 'rejected', 'timeout', 'throttled', 'unavailable', 'malformed')),
        input_tokens  integer NOT NULL,
        output_tokens integer NOT NULL,
        cost_microusd bigint NOT NULL,
        milliseconds  integer NOT NULL,
        created_at    timestamptz NOT NULL
    )
    """,
    "CREATE INDEX idx_model_calls_analysis_id ON model_calls (analysis_id)",
    "CREATE INDEX idx_ai_messages_session_id ON ai_coach_messages (session_id, created_at, id)",
    # Tax law requires fiscal records, so the payments of a deleted account stay, without the user's id.
    """
    CREATE TABLE payments (
        id           uuid PRIMARY KEY,
        user_id      uuid REFERENCES users ON DELETE SET NULL,
        provider_id  text NOT NULL UNIQUE,
        method       text NOT NULL CHECK (method IN ('card', 'pix')),
        status       text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'refunded')),
        plan_type    text NOT NULL,
        amount_cents integer NOT NULL,
        currency     text NOT NULL DEFAULT 'BRL',
        invoice_url  text,
        created_at   timestamptz NOT NULL,
        updated_at   timestamptz NOT NULL
    )
    """,
    "CREATE INDEX idx_payments_user_id ON payments (user_id, created_at DESC, id DESC)",
    # `provider_id`: the id of a Stripe subscription or of the payment of a prepaid month. `version` counts the writes.
    """
    CREATE TABLE subscriptions (
        id                     uuid PRIMARY KEY,
        user_id                uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        plan_type              text NOT NULL,
        method                 text NOT NULL CHECK (method IN ('card', 'pix')),
        status                 text NOT NULL CHECK (status IN
                                       ('incomplete', 'active', 'past_due', 'canceled', 'expired')),
        provider_id            text NOT NULL UNIQUE,
        current_period_start   timestamptz NOT NULL,
        current_period_end     timestamptz NOT NULL,
        cancel_at_period_end   boolean NOT NULL DEFAULT false,
        version                integer NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL,
        updated_at             timestamptz NOT NULL
    )
    """,
    "CREATE INDEX idx_subscriptions_user_id ON subscriptions (user_id, created_at DESC)",
    # Each user has at most one active subscription. The second column allows an index-only scan for the plan.
    """
    CREATE UNIQUE INDEX idx_active_subscriptions ON subscriptions (user_id) INCLUDE (plan_type)
    WHERE status = 'active'
    """,
    "CREATE INDEX idx_prepaid_end ON subscriptions (current_period_end) WHERE status = 'active' AND method = 'pix'",
    # The received Stripe events. The primary key makes the receipt idempotent.
    """
    CREATE TABLE stripe_events (
        id           text PRIMARY KEY,
        type         text NOT NULL,
        object_id    text NOT NULL,
        created_at   timestamptz NOT NULL,
        received_at  timestamptz NOT NULL,
        processed_at timestamptz,
        error        text
    )
    """,
    """
    CREATE TABLE notifications (
        id         uuid PRIMARY KEY,
        user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        event_key  text NOT NULL UNIQUE,
        kind       text NOT NULL,
        data       jsonb NOT NULL DEFAULT '{}',
        in_app     boolean NOT NULL,
        mail       text NOT NULL CHECK (mail IN ('none', 'due', 'sent', 'refused')),
        created_at timestamptz NOT NULL,
        read_at    timestamptz,
        mail_lease_until timestamptz,
        mailed_at  timestamptz
    )
    """,
    "CREATE INDEX idx_notifications_user ON notifications (user_id, created_at DESC, id DESC) WHERE in_app",
    "CREATE INDEX idx_notifications_unread ON notifications (user_id) WHERE in_app AND read_at IS NULL",
    """
    CREATE TABLE notification_preferences (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind    text NOT NULL,
        in_app  boolean NOT NULL,
        email   boolean NOT NULL,
        PRIMARY KEY (user_id, kind)
    )
    """,
    # The transactional outbox: messages that are stored in the same transaction as the change that causes them.
    """
    CREATE TABLE outbox (
        id         uuid PRIMARY KEY,
        topic      text NOT NULL,
        payload    jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at    timestamptz
    )
    """,
    "CREATE INDEX idx_outbox_unsent ON outbox (created_at, id) WHERE sent_at IS NULL",
    """
    CREATE TABLE idempotency_keys (
        user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        key          text NOT NULL,
        fingerprint  bytea NOT NULL,
        created_at   timestamptz NOT NULL,
        locked_until timestamptz NOT NULL,
        status       smallint,
        headers      jsonb,
        body         text,
        PRIMARY KEY (user_id, key)
    )
    """,
    "CREATE INDEX idx_idempotency_created ON idempotency_keys (created_at)",
    # Append-only: the user's choice for a purpose, its time, and the version of the text.
    """
    CREATE TABLE consents (
        id         uuid PRIMARY KEY,
        user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose    text NOT NULL,
        granted    boolean NOT NULL,
        version    text NOT NULL,
        created_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX idx_consents_user ON consents (user_id, purpose, created_at DESC, id DESC)",
    """
    CREATE TABLE exports (
        id           uuid PRIMARY KEY,
        user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        status       text NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
        object_key   text,
        created_at   timestamptz NOT NULL,
        completed_at timestamptz,
        expires_at   timestamptz
    )
    """,
    "CREATE INDEX idx_exports_user ON exports (user_id, created_at DESC)",
    # A user can request that a person reviews an automated decision (LGPD art. 20).
    """
    CREATE TABLE review_requests (
        id          uuid PRIMARY KEY,
        analysis_id uuid NOT NULL REFERENCES cv_analyses ON DELETE CASCADE,
        user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        reason      text NOT NULL,
        created_at  timestamptz NOT NULL,
        answer      text,
        answered_at timestamptz,
        UNIQUE (analysis_id)
    )
    """,
    "CREATE INDEX idx_review_requests_open ON review_requests (created_at) WHERE answered_at IS NULL",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
