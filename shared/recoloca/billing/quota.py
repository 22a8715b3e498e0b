"""How much of a plan is used: reserved atomically when a thing is created, released when it fails or expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from recoloca.adapters.postgres import Database
from recoloca.billing.plans import PLANS, Plan
from recoloca.billing.repository import quota as repository
from recoloca.runtime.clock import day_of, midnight
from recoloca.runtime.problems import Problem

Kind = Literal["cv_analyses", "coach_messages"]
KINDS: Final[tuple[Kind, ...]] = ("cv_analyses", "coach_messages")


@dataclass(frozen=True, slots=True)
class Usage:
    """`limit` and `left` are None on a plan without this quota; `renews_at` is the period's end."""

    used: int
    limit: int | None
    renews_at: datetime

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


def limit_of(plan: Plan, kind: Kind) -> int | None:
    return plan.cv_analyses_per_month if kind == "cv_analyses" else plan.coach_messages_per_day


def period_of(kind: Kind, now: datetime) -> date:
    """The first day of the month for analyses, the day itself for coach messages, both in Brasília."""
    return day_of(now).replace(day=1) if kind == "cv_analyses" else day_of(now)


def renewal_of(kind: Kind, now: datetime) -> datetime:
    start = period_of(kind, now)
    following = (
        (start + timedelta(days=32)).replace(day=1) if kind == "cv_analyses" else start + timedelta(days=1)
    )
    return midnight(following)


def reserve(db: Database, user_id: UUID, kind: Kind, now: datetime) -> date | None:
    """Take one unit of the user's plan; the period to release it from, or None on a plan without this quota.

    One statement: two requests at once cannot both take the last unit.

    Raises:
        Problem: `QUOTA_EXCEEDED`, with `limit`, `left` and `renews_at`.
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


def usage(db: Database, user_id: UUID, plan: Plan, now: datetime) -> dict[Kind, Usage]:
    """What is used and left of both quotas now."""
    periods = {kind: period_of(kind, now) for kind in KINDS}
    used = repository.used(db, user_id, list(periods.items()))
    return {kind: Usage(used.get(kind, 0), limit_of(plan, kind), renewal_of(kind, now)) for kind in KINDS}


def release(db: Database, user_id: UUID, kind: Kind, period: date) -> None:
    """Give one unit back; call it in the transaction that clears the reservation it belongs to."""
    repository.give_back(db, user_id, kind, period)
