"""The quota of a plan: used, counted, released and renewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest

from recoloca.billing import quota
from recoloca.billing.plans import PLANS
from recoloca.billing.quota import Kind, Usage
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from tests.support.api import Api

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANALYSES_RENEW = datetime(2026, 12, 1, 3, tzinfo=UTC)
MESSAGES_RENEW = datetime(2026, 11, 25, 3, tzinfo=UTC)
"""Midnight in Brasília."""


@pytest.fixture
def ana(new_user: Callable[[], Api], deps: Dependencies) -> UUID:
    """A user of the free plan: 3 analyses a month and 15 messages a day."""
    new_user()
    row = deps.db.fetch_one("SELECT id FROM users")
    assert row is not None
    return UUID(str(row["id"]))


def refusal(deps: Dependencies, user: UUID, kind: Kind) -> Problem:
    with pytest.raises(Problem) as caught:
        quota.reserve(deps.db, user, kind, NOW)
    return caught.value


def test_the_third_analysis_is_allowed_and_the_fourth_is_not(deps: Dependencies, ana: UUID) -> None:
    assert [quota.reserve(deps.db, ana, "cv_analyses", NOW) for _ in range(3)] == [date(2026, 11, 1)] * 3
    problem = refusal(deps, ana, "cv_analyses")
    assert problem.code == "QUOTA_EXCEEDED"
    assert problem.extras == {"limit": 3, "left": 0, "renews_at": "2026-12-01T03:00:00Z"}
    # From 9:00 in Brasília: fifteen hours of the 24th and six days.
    assert problem.headers == {"retry-after": str(6 * 86_400 + 15 * 3_600)}


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("pt-BR", "Você já usou toda a cota do seu plano: 3 de 3. Ela renova em 01/12/2026."),
        ("en", "You have used the whole quota of your plan: 3 of 3. It renews on 1 December 2026."),
    ],
)
def test_the_refusal_names_the_day_of_the_renewal(
    deps: Dependencies, ana: UUID, locale: str, sentence: str
) -> None:
    for _ in range(3):
        quota.reserve(deps.db, ana, "cv_analyses", NOW)
    assert refusal(deps, ana, "cv_analyses").sentence(locale) == sentence


def test_the_fifteenth_message_is_allowed_and_the_next_is_not(deps: Dependencies, ana: UUID) -> None:
    assert {quota.reserve(deps.db, ana, "coach_messages", NOW) for _ in range(15)} == {date(2026, 11, 24)}
    problem = refusal(deps, ana, "coach_messages")
    assert problem.extras == {"limit": 15, "left": 0, "renews_at": "2026-11-25T03:00:00Z"}
    assert problem.headers == {"retry-after": str(15 * 3_600)}


def test_each_quota_is_counted_separately(deps: Dependencies, ana: UUID) -> None:
    quota.reserve(deps.db, ana, "cv_analyses", NOW)
    for _ in range(2):
        quota.reserve(deps.db, ana, "coach_messages", NOW)
    used = quota.usage(deps.db, ana, PLANS["free"], NOW)
    assert used == {
        "cv_analyses": Usage(1, 3, ANALYSES_RENEW),
        "coach_messages": Usage(2, 15, MESSAGES_RENEW),
    }
    assert (used["cv_analyses"].left, used["coach_messages"].left) == (2, 13)


def test_an_unused_quota_is_wholly_left(deps: Dependencies, ana: UUID) -> None:
    used = quota.usage(deps.db, ana, PLANS["basic"], NOW)
    assert used == {
        "cv_analyses": Usage(0, 10, ANALYSES_RENEW),
        "coach_messages": Usage(0, 60, MESSAGES_RENEW),
    }
    assert used["cv_analyses"].left == 10


def test_more_used_than_a_smaller_plan_allows_leaves_nothing(deps: Dependencies, ana: UUID) -> None:
    assert Usage(10, 3, ANALYSES_RENEW).left == 0
    assert Usage(3, 3, ANALYSES_RENEW).left == 0
    assert Usage(2, 3, ANALYSES_RENEW).left == 1


def test_a_plan_without_this_quota_counts_nothing(deps: Dependencies, ana: UUID) -> None:
    deps.db.execute("UPDATE users SET plan = 'load'")
    assert [quota.reserve(deps.db, ana, "cv_analyses", NOW) for _ in range(5)] == [None] * 5
    used = quota.usage(deps.db, ana, PLANS["load"], NOW)
    assert used["cv_analyses"] == Usage(0, None, ANALYSES_RENEW)
    assert used["cv_analyses"].left is None


def test_released_quota_can_be_used_again(deps: Dependencies, ana: UUID) -> None:
    period = date(2026, 11, 1)
    for _ in range(3):
        quota.reserve(deps.db, ana, "cv_analyses", NOW)
    quota.release(deps.db, ana, "cv_analyses", period)
    assert quota.usage(deps.db, ana, PLANS["free"], NOW)["cv_analyses"].used == 2
    assert quota.reserve(deps.db, ana, "cv_analyses", NOW) == period
    assert refusal(deps, ana, "cv_analyses").code == "QUOTA_EXCEEDED"


def test_no_more_is_given_back_than_was_taken(deps: Dependencies, ana: UUID) -> None:
    quota.reserve(deps.db, ana, "cv_analyses", NOW)
    quota.reserve(deps.db, ana, "coach_messages", NOW)
    for _ in range(3):
        quota.release(deps.db, ana, "cv_analyses", date(2026, 11, 1))
    quota.release(deps.db, ana, "coach_messages", date(2026, 11, 23))
    used = quota.usage(deps.db, ana, PLANS["free"], NOW)
    assert (used["cv_analyses"].used, used["coach_messages"].used) == (0, 1)


def test_a_new_period_starts_with_no_use(deps: Dependencies, ana: UUID) -> None:
    for kind in quota.KINDS:
        quota.reserve(deps.db, ana, kind, NOW)
    tomorrow = quota.usage(deps.db, ana, PLANS["free"], NOW + timedelta(days=1))
    assert (tomorrow["cv_analyses"].used, tomorrow["coach_messages"].used) == (1, 0)
    later = quota.usage(deps.db, ana, PLANS["free"], ANALYSES_RENEW)
    assert (later["cv_analyses"].used, later["coach_messages"].used) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "now", "begins", "ends"),
    [
        (
            "cv_analyses",
            datetime(2026, 2, 1, 2, 59, tzinfo=UTC),
            date(2026, 1, 1),
            datetime(2026, 2, 1, 3, tzinfo=UTC),
        ),
        (
            "cv_analyses",
            datetime(2026, 2, 1, 3, tzinfo=UTC),
            date(2026, 2, 1),
            datetime(2026, 3, 1, 3, tzinfo=UTC),
        ),
        (
            "cv_analyses",
            datetime(2026, 12, 31, tzinfo=UTC),
            date(2026, 12, 1),
            datetime(2027, 1, 1, 3, tzinfo=UTC),
        ),
        (
            "coach_messages",
            datetime(2026, 3, 1, 2, tzinfo=UTC),
            date(2026, 2, 28),
            datetime(2026, 3, 1, 3, tzinfo=UTC),
        ),
    ],
)
def test_periods_end_where_the_calendar_of_brazil_says(
    kind: Kind, now: datetime, begins: date, ends: datetime
) -> None:
    assert (quota.period_of(kind, now), quota.renewal_of(kind, now)) == (begins, ends)


@pytest.mark.parametrize("hours", [-3, 0, 9])
def test_periods_follow_the_calendar_of_brazil(hours: int) -> None:
    evening = datetime(2026, 11, 30, 22, 0, tzinfo=timezone(timedelta(hours=-3)))
    here = evening.astimezone(timezone(timedelta(hours=hours)))
    assert quota.period_of("coach_messages", here) == date(2026, 11, 30)
    assert quota.period_of("cv_analyses", here) == date(2026, 11, 1)


def test_an_unknown_user_has_no_plan(deps: Dependencies) -> None:
    with pytest.raises(Problem) as caught:
        quota.reserve(deps.db, uuid4(), "cv_analyses", NOW)
    assert caught.value.code == "AUTH_TOKEN_INVALID"
