"""Counts the use of a plan's quotas.

A unit is reserved atomically when an analysis or message is created, and released when the analysis fails or expires.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from recoloca.adapters.postgres import Database
from recoloca.billing.plans import PLANS, PlanTerms
from recoloca.billing.repository import quota as repository
from recoloca.runtime.clock import day_of, midnight
from recoloca.runtime.problems import Problem

Kind = Literal["cv_analyses", "coach_messages"]
KINDS: Final[tuple[Kind, ...]] = ("cv_analyses", "coach_messages")


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of one quota in the current period.

    `limit` and `left` are None for a plan without this quota. `renews_at` is the end of the period.
    """

    used: int
    limit: int | None
    renews_at: datetime

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


def limit_of(plan: PlanTerms, kind: Kind) -> int | None:
    """The units of a quota in one period; None for a plan without this quota."""
    return plan.cv_analyses_per_month if kind == "cv_analyses" else plan.coach_messages_per_day


def period_of(kind: Kind, now: datetime) -> date:
    """The first day of the current period in Brasília: of the month for analyses, of the day for coach messages."""
    return day_of(now).replace(day=1) if kind == "cv_analyses" else day_of(now)


def renewal_of(kind: Kind, now: datetime) -> datetime:
    """The start of the next period, in UTC."""
    start = period_of(kind, now)
    following = (
        (start + timedelta(days=32)).replace(day=1) if kind == "cv_analyses" else start + timedelta(days=1)
    )
    return midnight(following)


def reserve(db: Database, user_id: UUID, kind: Kind, now: datetime) -> date | None:
    """Reserve one unit. Returns the period, which `release` needs, or None for a plan without this quota.

    One SQL statement checks and counts, so concurrent requests cannot exceed the limit.

    Raises:
        Problem: `QUOTA_EXCEEDED`, with `limit`, `left` and `renews_at`; `AUTH_TOKEN_INVALID` when the user no longer
            exists.
    """
    plan = repository.plan_of(db, user_id)
    if plan is None:
        raise Problem("AUTH_TOKEN_INVALID")
    limit = limit_of(PLANS[plan], kind)
    if limit is None:
        return None
    period = period_of(kind, now)
    if not repository.take(db, user_id, kind, period, limit):
        renews_at = renewal_of(kind, now)
        wait = int((renews_at - now).total_seconds())
        raise Problem(
            "QUOTA_EXCEEDED",
            headers={"retry-after": str(wait)},
            limit=limit,
            left=0,
            renews_at=renews_at.isoformat().replace("+00:00", "Z"),
        )
    return period


def usage(db: Database, user_id: UUID, plan: PlanTerms, now: datetime) -> dict[Kind, Usage]:
    """The use of each quota in its current period."""
    periods = {kind: period_of(kind, now) for kind in KINDS}
    used = repository.used(db, user_id, list(periods.items()))
    return {kind: Usage(used.get(kind, 0), limit_of(plan, kind), renewal_of(kind, now)) for kind in KINDS}


def release(db: Database, user_id: UUID, kind: Kind, period: date) -> None:
    """Release one unit. Call it in the transaction that clears the stored reservation."""
    repository.give_back(db, user_id, kind, period)
