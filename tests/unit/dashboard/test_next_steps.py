"""The next steps that the dashboard offers."""

from __future__ import annotations

import pytest

from recoloca.dashboard.repository import DashboardRow
from recoloca.dashboard.service import next_steps


def row(analyses: int, target_role: str | None = None) -> DashboardRow:
    """The data of a user without a completed analysis."""
    return DashboardRow(
        plan="free",
        target_role=target_role,
        user_stats={"total_analyses": analyses},
        recent_activities=[],
        trend=[],
        used={},
        top_suggestions=[],
    )


@pytest.mark.parametrize(
    ("user", "kinds"),
    [
        (row(analyses=0), ["upload_first_cv"]),
        (row(analyses=1), ["set_target_role", "practise_interview"]),
        (row(analyses=1, target_role="Analista"), ["practise_interview"]),
    ],
)
def test_only_a_user_without_any_analysis_is_asked_for_the_first_cv(
    user: DashboardRow, kinds: list[str]
) -> None:
    assert [step.kind for step in next_steps(user)] == kinds
