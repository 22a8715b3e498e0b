"""The rules for the dashboard, including the choice of the user's next steps."""

from __future__ import annotations

from uuid import UUID

from recoloca.billing import quota
from recoloca.billing.plans import PLANS
from recoloca.billing.schemas import Quotas
from recoloca.dashboard import repository
from recoloca.dashboard.schemas import Dashboard, NextStep
from recoloca.engine.analysis.version import CURRENT
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem


def get(deps: Dependencies, user_id: UUID) -> Dashboard:
    """The dashboard of a user.

    Raises:
        Problem: `AUTH_TOKEN_INVALID` when the user no longer exists.
    """
    now = deps.clock()
    periods = {kind: quota.period_of(kind, now) for kind in quota.KINDS}
    row = repository.load(deps.db, user_id, now, periods, CURRENT)
    if row is None:
        raise Problem("AUTH_TOKEN_INVALID")
    plan = PLANS[row.plan]
    quotas = {
        kind: quota.Usage(row.used.get(kind, 0), quota.limit_of(plan, kind), quota.renewal_of(kind, now))
        for kind in quota.KINDS
    }
    return Dashboard.model_validate(
        {
            "user_stats": row.user_stats,
            "recent_activities": row.recent_activities,
            "trend": row.trend,
            "quota": Quotas.of(quotas),
            "next_steps": next_steps(row),
        }
    )


def next_steps(row: repository.DashboardRow) -> list[NextStep]:
    """At most four next steps. The suggestions for the newest CV come first, then the general steps."""
    if row.user_stats["total_analyses"] == 0:
        return [NextStep(kind="upload_first_cv")]
    steps = [
        NextStep(
            kind="apply_suggestion",
            analysis_id=item["analysis_id"],
            message=item["message"],
            quote=item["quote"],
            gain=item["gain"],
        )
        for item in row.top_suggestions
    ]
    if not row.target_role:
        steps.append(NextStep(kind="set_target_role"))
    steps.append(NextStep(kind="practise_interview" if len(steps) < 3 else "upload_new_version"))
    return steps[:4]
