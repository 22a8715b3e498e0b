"""The clock. Every datetime has a time zone and is in UTC. Days and months begin at midnight in Brasília.

Services receive the clock as a parameter, so that a test can set the time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

BRASILIA: Final = timezone(timedelta(hours=-3))
"""The time zone of São Paulo and Brasília. Brazil ended daylight saving time in 2019 (Decree 9.772)."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The calendar day in Brasília at `moment`."""
    return moment.astimezone(BRASILIA).date()


def midnight(day: date) -> datetime:
    """The start of `day` in Brasília, as a datetime in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=BRASILIA).astimezone(UTC)
