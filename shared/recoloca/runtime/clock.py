"""Time, always aware and in UTC; injected, so that tests can hold it. Days and months are those of Brasília."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

BRASILIA: Final = timezone(timedelta(hours=-3))
"""The time of São Paulo and Brasília; Brazil has had no daylight saving time since 2019 (Decree 9.772)."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The day that it is in Brasília."""
    return moment.astimezone(BRASILIA).date()


def midnight(day: date) -> datetime:
    """The moment when a day begins in Brasília, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=BRASILIA).astimezone(UTC)
