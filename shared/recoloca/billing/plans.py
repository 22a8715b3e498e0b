"""The plans with their prices and quotas. All other code reads them from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

PlanId = Literal["free", "basic", "premium", "load"]


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """A plan. `price_cents` is the price of a month in BRL cents. A quota of None means unlimited use.

    `documents` is how many documents a user can have at one time.
    """

    id: PlanId
    price_cents: int
    cv_analyses_per_month: int | None
    coach_messages_per_day: int | None
    documents: int | None
    popular: bool = False
    public: bool = True


PLANS: Final[dict[str, PlanTerms]] = {
    plan.id: plan
    for plan in (
        PlanTerms("free", 0, 3, 15, 3),
        PlanTerms("basic", 2990, 10, 60, 20),
        PlanTerms("premium", 4990, 50, 300, 100, popular=True),
        # The plan of the users of the load test. It has no quotas and is never offered or sold.
        PlanTerms("load", 0, None, None, None, public=False),
    )
}
