"""The public list of plans. It is a separate module, so that its function needs no database."""

from __future__ import annotations

from recoloca.billing.plans import PLANS
from recoloca.billing.schemas import Plan, Plans


def plans() -> Plans:
    """The plans and the payment methods that we sell."""
    return Plans(
        plans=[
            Plan(
                id=plan.id,
                price_cents=plan.price_cents,
                cv_analyses_per_month=plan.cv_analyses_per_month,
                coach_messages_per_day=plan.coach_messages_per_day,
                documents=plan.documents,
                popular=plan.popular,
            )
            for plan in PLANS.values()
            if plan.public
        ],
        methods=["card", "pix"],
    )
