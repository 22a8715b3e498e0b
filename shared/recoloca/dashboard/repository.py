"""The SQL of the dashboard. One statement reads all its data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypedDict
from uuid import UUID

from recoloca.adapters.postgres import Database
from recoloca.billing.quota import Kind


class TopSuggestion(TypedDict):
    analysis_id: UUID
    position: int
    message: str
    quote: str | None
    gain: float


class DashboardRow(NamedTuple):
    """The data of the dashboard. `used` maps each quota to the units used in the current period."""

    plan: str
    target_role: str | None
    user_stats: dict[str, Any]
    recent_activities: list[dict[str, Any]]
    trend: list[dict[str, Any]]
    used: dict[Kind, int]
    top_suggestions: list[TopSuggestion]


def load(
    db: Database, user_id: UUID, now: datetime, periods: Mapping[Kind, date], version: int
) -> DashboardRow | None:
    """All data of the dashboard; None when the user does not exist.

    Counts are scalar subqueries, because the joins in the performance guide multiply the rows before they are counted.
    `periods` maps each quota to the first day of its current period. The trend and the mean score have the results of
    the engine's `version` only.
    """
    return db.row(
        DashboardRow,
        """
        WITH mine AS MATERIALIZED (
            SELECT id, status, score, created_at, engine_version <> %(version)s AS earlier
            FROM cv_analyses WHERE user_id = %(user)s
        ), activities AS (
            (SELECT 'cv_analysis' AS activity_type, id, created_at,
                    jsonb_build_object('score', score, 'status', status, 'earlier_version',
                                       status = 'completed' AND earlier) AS data
             FROM mine WHERE created_at >= %(since)s ORDER BY created_at DESC LIMIT 10)
            UNION ALL
            (SELECT 'ai_session', s.id, s.created_at,
                    jsonb_build_object('topic', s.topic, 'message_count',
                        (SELECT count(*) FROM ai_coach_messages m WHERE m.session_id = s.id))
             FROM ai_coach_sessions s
             WHERE s.user_id = %(user)s AND s.created_at >= %(since)s ORDER BY s.created_at DESC LIMIT 10)
            ORDER BY created_at DESC LIMIT 10
        ), latest AS (
            SELECT id FROM mine WHERE status = 'completed' ORDER BY created_at DESC LIMIT 1
        )
        SELECT u.plan, p.target_role,
            jsonb_build_object(
                'id', u.id, 'email', u.email, 'created_at', u.created_at,
                'total_analyses', (SELECT count(*) FROM mine),
                'completed_analyses', (SELECT count(*) FROM mine WHERE status = 'completed'),
                'earlier_version_analyses', (SELECT count(*) FROM mine WHERE status = 'completed' AND earlier),
                'avg_score', (SELECT round(avg(score), 1) FROM mine WHERE status = 'completed' AND NOT earlier),
                'last_analysis_date', (SELECT max(created_at) FROM mine),
                'total_ai_sessions', (SELECT count(*) FROM ai_coach_sessions s WHERE s.user_id = u.id),
                'total_payments', (SELECT count(*) FROM payments y WHERE y.user_id = u.id)
            ) AS user_stats,
            (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.created_at DESC), '[]') FROM activities a)
                AS recent_activities,
            (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.created_at), '[]')
             FROM (SELECT id, created_at, score FROM mine WHERE status = 'completed' AND NOT earlier
                   ORDER BY created_at DESC LIMIT 12) t) AS trend,
            (SELECT coalesce(jsonb_object_agg(q.kind, q.used), '{}')
             FROM quota_usage q
             WHERE q.user_id = u.id AND ((q.kind = 'cv_analyses' AND q.period = %(month)s)
                                      OR (q.kind = 'coach_messages' AND q.period = %(day)s))) AS used,
            (SELECT coalesce(jsonb_agg(to_jsonb(g) ORDER BY g.position), '[]')
             FROM (SELECT analysis_id, position, message, quote, gain FROM suggestions
                   WHERE analysis_id = (SELECT id FROM latest) ORDER BY position LIMIT 3) g) AS top_suggestions
        FROM users u JOIN profiles p ON p.user_id = u.id
        WHERE u.id = %(user)s
        """,
        {
            "user": user_id,
            "version": version,
            "since": now - timedelta(days=30),
            "month": periods["cv_analyses"],
            "day": periods["coach_messages"],
        },
    )
