"""What the dashboard shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from recoloca.accounts.schemas import Quotas


class UserStats(BaseModel):
    """The seed's `user_stats`."""

    id: UUID
    email: str
    created_at: datetime
    total_analyses: int
    completed_analyses: int
    avg_score: float | None
    last_analysis_date: datetime | None
    total_ai_sessions: int
    total_payments: int


class Activity(BaseModel):
    """`data` has `score` and `status` for an analysis, `topic` and `message_count` for a coach session."""

    activity_type: Literal["cv_analysis", "ai_session"]
    id: UUID
    created_at: datetime
    data: dict[str, Any]


class TrendPoint(BaseModel):
    id: UUID
    created_at: datetime
    score: int


class NextStep(BaseModel):
    """What to do next. `kind` tells the app where it leads; the rest is what to say."""

    kind: Literal[
        "upload_first_cv", "apply_suggestion", "upload_new_version", "set_target_role", "practise_interview"
    ]
    analysis_id: UUID | None = None
    message: str | None = None
    quote: str | None = None
    gain: float | None = None


class Dashboard(BaseModel):
    """`recent_activities`: ten at most, of the last 30 days. `trend`: oldest first, twelve at most."""

    user_stats: UserStats
    recent_activities: list[Activity]
    trend: list[TrendPoint]
    quota: Quotas
    next_steps: list[NextStep]
