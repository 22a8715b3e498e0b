"""The times of scheduled tasks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.runner.timetable import keep_time
from infra.routes import TASKS
from infra.schedules import ScheduleError, parse

NOON = datetime(2026, 11, 24, 12, 0, 30, tzinfo=UTC)  # a Tuesday, 9:00:30 in São Paulo


@pytest.mark.parametrize(
    ("expression", "following"),
    [
        ("rate(1 minute)", "2026-11-24T12:01:30"),
        ("rate(6 hours)", "2026-11-24T18:00:30"),
        ("cron(10 3 * * ? *)", "2026-11-25T06:10:00"),
        ("cron(0/15 * * * ? *)", "2026-11-24T12:15:00"),
        ("cron(30 9,18 ? * 3 *)", "2026-11-24T12:30:00"),
        ("cron(0 8 1 1-6 ? *)", "2027-01-01T11:00:00"),
        ("cron(0 0 ? * 1 *)", "2026-11-29T03:00:00"),
    ],
)
def test_an_expression_gives_its_next_time(expression: str, following: str) -> None:
    assert parse(expression).following(NOON) == datetime.fromisoformat(following).replace(tzinfo=UTC)


@pytest.mark.parametrize("expression", ["every minute", "rate(5 fortnights)", "cron(1 2 3)"])
def test_an_invalid_expression_is_refused(expression: str) -> None:
    with pytest.raises(ScheduleError):
        parse(expression)


def test_an_impossible_time_is_refused() -> None:
    with pytest.raises(ScheduleError, match="does not come true"):
        parse("cron(0 0 31 2 ? *)").following(NOON)


@pytest.mark.parametrize("task", [task for task in TASKS if task.schedule], ids=lambda task: task.slug)
def test_every_schedule_of_the_table_runs_within_a_day(task: object) -> None:
    schedule = getattr(task, "schedule", "")
    assert NOON < parse(schedule).following(NOON) <= NOON + timedelta(days=1)


class EnoughError(Exception):
    """Ends a clock that would run forever."""


def test_each_task_runs_at_its_times() -> None:
    now = [NOON]
    ran: list[tuple[str, datetime]] = []

    async def sleep(seconds: float) -> None:
        if len(ran) == 3:
            raise EnoughError
        now[0] += timedelta(seconds=seconds)

    async def run(name: str) -> None:
        ran.append((name, now[0]))

    with pytest.raises(ExceptionGroup) as ended:
        asyncio.run(keep_time([("relay", "rate(1 minute)")], run, lambda: now[0], sleep))
    assert ended.group_contains(EnoughError)
    assert ran == [("relay", NOON + timedelta(minutes=n)) for n in (1, 2, 3)]
