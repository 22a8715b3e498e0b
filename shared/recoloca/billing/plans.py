"""The plans: what each costs and allows (product.md's table)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

PlanId = Literal["free", "basic", "premium", "load"]


@dataclass(frozen=True, slots=True)
class Plan:
    """`price_cents` in BRL a month; `None` for a quota means none is counted."""

    id: PlanId
    price_cents: int
    cv_analyses_per_month: int | None
    coach_messages_per_day: int | None
    popular: bool = False
    public: bool = True


PLANS: Final[dict[str, Plan]] = {
    plan.id: plan
    for plan in (
        Plan("free", 0, 3, 15),
        Plan("basic", 2990, 10, 60),
        Plan("premium", 4990, 50, 300, popular=True),
        # The load test's users: quota-free, never offered, never sold.
        Plan("load", 0, None, None, public=False),
    )
}
