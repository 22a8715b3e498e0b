"""Every index is used: on 100,000 analyses, its query has it in its plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from recoloca.accounts import repository as accounts
from recoloca.adapters.postgres import Database, Params, Row
from recoloca.billing.repository import payments, subscriptions
from recoloca.consents import repository as consents
from recoloca.cvs import repository as cvs
from recoloca.cvs.repository import rereads
from recoloca.dashboard import repository as dashboard
from recoloca.documents import repository as documents
from recoloca.idempotency import repository as idempotency
from recoloca.notifications import repository as notifications
from recoloca.outbox import repository as outbox
from recoloca.privacy.repository import exports, reviews

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LATER = datetime(2036, 11, 24, tzinfo=UTC)
USER = UUID(int=500)
ANALYSIS = UUID("1" + "0" * 30 + "1")
EVEN_ANALYSIS = UUID("1" + "0" * 30 + "2")
MASTER = UUID("5" + "0" * 30 + "4")
FAMILY = UUID("3" + "0" * 30 + "1")

FILL: tuple[LiteralString, ...] = (
    "TRUNCATE users CASCADE",
    """
    INSERT INTO users (id, email, password_hash, created_at, last_login)
    SELECT lpad(to_hex(n), 32, '0')::uuid, 'p' || n || '@example.com', 'x', now(),
           timestamptz '2026-11-24' - n * interval '1 h'
    FROM generate_series(1, 1000) n
    """,
    "ANALYZE users",
    "INSERT INTO profiles (user_id, name, updated_at) SELECT id, 'Pessoa', now() FROM users",
    """
    INSERT INTO cv_analyses (id, user_id, status, object_key, file_name, content_type, size, locale, score, language,
                             content, reread_version, created_at, updated_at)
    SELECT ('1' || lpad(to_hex(n), 31, '0'))::uuid, lpad(to_hex(1 + n %% 1000), 32, '0')::uuid,
           CASE WHEN n / 1000 = 7 THEN 'failed' WHEN n %% 3000 = 1 THEN 'pending' ELSE 'completed' END,
           'k', 'cv.pdf', 'application/pdf', 1, 'pt-BR', n %% 100, 'pt',
           CASE WHEN n / 1000 = 60 THEN 'engenharia de petróleo' ELSE 'enfermagem em terapia intensiva' END,
           CASE WHEN n %% 4000 = 3 THEN 1 ELSE 2 END, timestamptz '2026-11-24' - n * interval '10 s', now()
    FROM generate_series(1, 120000) n
    """,
    "ANALYZE cv_analyses",  # or the foreign key's check keeps a plan for an empty table
    """
    INSERT INTO suggestions (analysis_id, position, rule, section, priority, gain, message)
    SELECT id, 1, 'r', 's', 'high', 1, 'm' FROM cv_analyses
    """,
    """
    INSERT INTO ai_coach_sessions (id, user_id, topic, created_at, updated_at)
    SELECT ('2' || lpad(to_hex(n), 31, '0'))::uuid, lpad(to_hex(1 + n %% 1000), 32, '0')::uuid, 'interview_preparation',
           timestamptz '2026-11-24' - n * interval '1 min', now()
    FROM generate_series(1, 100000) n
    """,
    "ANALYZE ai_coach_sessions",
    """
    INSERT INTO ai_coach_messages (id, session_id, role, content, created_at)
    SELECT gen_random_uuid(), id, 'user', 'x', now() FROM ai_coach_sessions
    """,
    """
    INSERT INTO documents (id, user_id, kind, title, language, template, origin, analysis_id, master_id,
                           current_version, created_at, updated_at, deleted_at)
    SELECT ('5' || lpad(to_hex(n), 31, '0'))::uuid, lpad(to_hex(1 + n %% 1000), 32, '0')::uuid, 'cv', 'CV', 'pt',
           'classic', 'analysis', CASE WHEN n %% 2 = 0 THEN ('1' || lpad(to_hex(n), 31, '0'))::uuid END,
           CASE WHEN n %% 5 = 0 THEN ('5' || lpad(to_hex(n - 1), 31, '0'))::uuid END, 1,
           timestamptz '2026-11-24' - n * interval '1 min', now(),
           CASE WHEN n %% 1000 = 7 THEN timestamptz '2026-09-01' END
    FROM generate_series(1, 100000) n
    """,
    "ANALYZE documents",
    """
    INSERT INTO document_versions (document_id, number, content, cause, created_at)
    SELECT id, 1, '{}', 'created', now() FROM documents
    """,
    """
    INSERT INTO outbox (id, topic, payload, created_at, sent_at)
    SELECT gen_random_uuid(), 'cache', '{}', now(), CASE WHEN n > 100 THEN now() END FROM generate_series(1, 100000) n
    """,
    """
    INSERT INTO subscriptions (id, user_id, plan_type, method, status, provider_id, current_period_start,
                               current_period_end, created_at, updated_at)
    SELECT ('3' || lpad(to_hex(n), 31, '0'))::uuid, lpad(to_hex(1 + n %% 1000), 32, '0')::uuid, 'basic',
           CASE WHEN n %% 2 = 0 THEN 'pix' ELSE 'card' END, CASE WHEN n <= 1000 THEN 'active' ELSE 'expired' END, n,
           now(), timestamptz '2026-11-20' + n * interval '1 h', now(), now()
    FROM generate_series(1, 20000) n
    """,
    """
    INSERT INTO payments (id, user_id, provider_id, method, status, plan_type, amount_cents, created_at, updated_at)
    SELECT id, user_id, provider_id, method, 'succeeded', plan_type, 2990, created_at, now() FROM subscriptions
    """,
    """
    INSERT INTO notifications (id, user_id, event_key, kind, in_app, mail, created_at, read_at)
    SELECT id, user_id, id, 'welcome', true, 'none', created_at, CASE WHEN provider_id::int > 2000 THEN now() END
    FROM subscriptions
    """,
    """
    INSERT INTO consents (id, user_id, purpose, granted, version, created_at)
    SELECT id, user_id, 'terms', true, '1', created_at FROM subscriptions
    """,
    """
    INSERT INTO exports (id, user_id, status, created_at)
    SELECT id, user_id, CASE WHEN status = 'active' THEN 'pending' ELSE 'failed' END, created_at FROM subscriptions
    """,
    """
    INSERT INTO idempotency_keys (user_id, key, fingerprint, created_at, locked_until)
    SELECT user_id, id, '', timestamptz '2026-11-24' - provider_id::int * interval '1 min', now() FROM subscriptions
    """,
    """
    INSERT INTO email_tokens (token_hash, user_id, purpose, created_at, expires_at)
    SELECT provider_id::bytea, user_id, 'verify_email', now(), now() FROM subscriptions
    """,
    """
    INSERT INTO refresh_tokens (token_hash, family_id, user_id, issued_at, expires_at)
    SELECT provider_id::bytea, id, user_id, now(), now() FROM subscriptions
    """,
    """
    INSERT INTO review_requests (id, analysis_id, user_id, reason, created_at, answered_at)
    SELECT id, id, user_id, 'r', created_at, CASE WHEN score > 0 THEN now() END FROM cv_analyses ORDER BY id LIMIT 20000
    """,
    """
    INSERT INTO model_calls (analysis_id, model, outcome, input_tokens, output_tokens, cost_microusd, milliseconds,
                             created_at)
    SELECT id, 'm', 'used', 1, 1, 1, 1, now() FROM cv_analyses ORDER BY id LIMIT 20000
    """,
    "ANALYZE",
)


class ExplainedDatabase(Database):
    """Runs statements and records the indexes in the plan of each."""

    indexes: set[str]

    def _execute(self, query: LiteralString, params: Params) -> psycopg.Cursor[Row]:
        (row,) = self.connection.execute("EXPLAIN (FORMAT JSON) " + query, params).fetchall()
        self.indexes = set(_indexes(next(iter(row.values()))))
        return super()._execute(query, params)


def _indexes(plan: Any) -> Iterator[str]:
    if isinstance(plan, dict):
        if "Index Name" in plan:
            yield plan["Index Name"]
        plan = list(plan.values())
    if isinstance(plan, list):
        for part in plan:
            yield from _indexes(part)


@pytest.fixture(scope="module")
def db(migrated_database: str) -> Iterator[ExplainedDatabase]:
    database = ExplainedDatabase(
        lambda: psycopg.connect(
            migrated_database, autocommit=True, prepare_threshold=None, row_factory=dict_row
        )
    )
    with closing(database):
        for statement in ("SET statement_timeout = 0", *FILL, "RESET statement_timeout"):
            database.connection.execute(statement, ())
        yield database
        database.connection.execute("TRUNCATE users, outbox, payments, model_calls CASCADE")


QUERIES: dict[str, Callable[[Database], object]] = {
    "idx_users_email": lambda db: accounts.credentials(db, "p7@example.com"),
    "idx_users_last_login": lambda db: accounts.recently_active(db, NOW - timedelta(days=30), 20),
    "idx_cv_analyses_user_created": lambda db: cvs.page(
        db, USER, words=None, before=None, status=None, limit=20
    ),
    "idx_cv_analyses_user_status_created": lambda db: cvs.page(
        db, USER, words=None, before=None, status="failed", limit=20
    ),
    "idx_cv_content_search": lambda db: cvs.page(
        db, USER, words="petroleo", before=None, status=None, limit=20
    ),
    "idx_ai_sessions_user_id": lambda db: dashboard.load(
        db, USER, NOW, {"cv_analyses": NOW.date(), "coach_messages": NOW.date()}, 1
    ),
    "idx_ai_messages_session_id": lambda db: dashboard.load(
        db, USER, NOW, {"cv_analyses": NOW.date(), "coach_messages": NOW.date()}, 1
    ),
    "idx_pending_analyses": lambda db: cvs.idle(db, LATER, 20),
    "idx_documents_user": lambda db: documents.page(db, USER, before=None, limit=20, deleted=False),
    "idx_documents_deleted": lambda db: documents.erase_deleted(db, NOW),
    "idx_cv_analyses_reread": lambda db: rereads.claim(db, 2, NOW, LATER),
    "idx_payments_user_id": lambda db: payments.payments_page(db, USER, before=None, limit=20),
    "idx_subscriptions_user_id": lambda db: subscriptions.newest_subscription(db, USER),
    "idx_active_subscriptions": lambda db: subscriptions.active(db, USER),
    "idx_prepaid_end": lambda db: subscriptions.prepaid_over(db, NOW, 20),
    "idx_notifications_user": lambda db: notifications.page(db, USER, before=None, limit=20),
    "idx_notifications_unread": lambda db: notifications.unread(db, USER),
    "idx_consents_user": lambda db: consents.consents(db, USER),
    "idx_exports_user": lambda db: exports.unfinished_export(db, USER),
    "idx_review_requests_open": lambda db: reviews.reviews(db, answered=False, limit=20),
    "idx_idempotency_created": lambda db: idempotency.forget_before(db, NOW - timedelta(days=13)),
    "idx_refresh_tokens_user": lambda db: accounts.revoke_all(db, USER, NOW),
    "idx_refresh_tokens_family": lambda db: accounts.revoke_family(db, FAMILY, NOW),
    # Statements that PostgreSQL itself runs when a user or an analysis is deleted.
    "idx_email_tokens_user": lambda db: db.execute("DELETE FROM email_tokens WHERE user_id = %s", (USER,)),
    "idx_model_calls_analysis_id": lambda db: db.execute(
        "UPDATE model_calls SET analysis_id = NULL WHERE analysis_id = %s", (ANALYSIS,)
    ),
    "idx_documents_analysis": lambda db: db.execute(
        "UPDATE documents SET analysis_id = NULL WHERE analysis_id = %s", (EVEN_ANALYSIS,)
    ),
    "idx_documents_master": lambda db: db.execute(
        "UPDATE documents SET master_id = NULL WHERE master_id = %s", (MASTER,)
    ),
    "idx_outbox_unsent": lambda db: outbox.take_unsent(db, ["cache"], 50),
}


def test_every_index_has_its_query(db: ExplainedDatabase) -> None:
    """Except the index of a key, which enforces uniqueness."""
    rows = db.fetch_all(
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname !~ '(_pkey|_key|_pkc)$'"
    )
    assert {row["indexname"] for row in rows} == set(QUERIES)


@pytest.mark.parametrize("index", QUERIES)
def test_the_query_it_was_made_for_uses_the_index(db: ExplainedDatabase, index: str) -> None:
    assert QUERIES[index](db)
    assert index in db.indexes, json.dumps(sorted(db.indexes))


def test_the_connection_status_adds_up(db: ExplainedDatabase) -> None:
    status = db.connection_status()
    assert status["total"] >= status["active"] >= 1
    assert 0 < status["in_use"] < 1
