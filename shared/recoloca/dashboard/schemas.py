"""The response body of the dashboard."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from recoloca.billing.schemas import Quotas
from recoloca.runtime.schema import Schema


class UserStats(Schema):
    """A user with the numbers of analyses, coach sessions and payments.

    `earlier_version_analyses` were scored by an earlier version of the engine. `avg_score` is without them.
    """

    id: UUID
    email: str
    created_at: datetime
    total_analyses: int
    completed_analyses: int
    earlier_version_analyses: int
    avg_score: float | None
    last_analysis_date: datetime | None
    total_ai_sessions: int
    total_payments: int


class Activity(Schema):
    """A recent analysis or coach session.

    `data` contains `score`, `status` and `earlier_version` of an analysis, or `topic` and `message_count` of a coach
    session.
    """

    activity_type: Literal["cv_analysis", "ai_session"]
    id: UUID
    created_at: datetime
    data: dict[str, Any]


class TrendPoint(Schema):
    id: UUID
    created_at: datetime
    score: int


class NextStep(Schema):
    """A recommended next step. `kind` selects the page of the app; the other fields are its text."""

    kind: Literal[
        "upload_first_cv", "apply_suggestion", "upload_new_version", "set_target_role", "practise_interview"
    ]
    analysis_id: UUID | None = None
    message: str | None = None
    quote: str | None = None
    gain: float | None = None


class Dashboard(Schema):
    """`recent_activities` has at most ten entries of the last 30 days. `trend` has at most twelve, oldest first.

    The trend is without analyses that an earlier version of the engine scored.
    """

    user_stats: UserStats
    recent_activities: list[Activity]
    trend: list[TrendPoint]
    quota: Quotas
    next_steps: list[NextStep]
