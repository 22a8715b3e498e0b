"""The inputs and outputs of the coach, and the list of topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from recoloca.engine.analysis.result import AnalysisResult

Locale = Literal["pt-BR", "en"]


class Topic(StrEnum):
    """The topic of a session. A message may leave the topic; the session keeps it."""

    INTERVIEW_PREPARATION = "interview_preparation"
    CV_REVIEW = "cv_review"
    SALARY_NEGOTIATION = "salary_negotiation"
    CAREER_CHANGE = "career_change"
    JOB_SEARCH = "job_search"
    LINKEDIN_PROFILE = "linkedin_profile"
    WEEK_PLAN = "week_plan"


@dataclass(frozen=True, slots=True)
class Turn:
    role: Literal["user", "coach"]
    content: str


@dataclass(frozen=True, slots=True)
class CoachContext:
    """The coach's knowledge besides the conversation. `today` dates the plan; `session_id` seeds every choice."""

    session_id: str
    topic: Topic
    today: date
    analysis: AnalysisResult | None = None
    target_role: str | None = None
    job_description: str | None = None


@dataclass(frozen=True, slots=True)
class CoachReply:
    reply: str
    """Plain text. An empty line separates paragraphs; list items start with `• `."""
    suggestions: list[str]
    """Short messages that the person may send next."""
