"""Calculates prepaid time: the end of a month, and the value of remaining time on another plan."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from recoloca.billing.plans import PLANS


def month_later(moment: datetime) -> datetime:
    """The same day and time in the next month, or that month's last day if it has no such day."""
    year, month = moment.year + moment.month // 12, moment.month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def credit(left: timedelta, before: str, after: str) -> timedelta:
    """Convert the remaining time on plan `before` to time on plan `after` with the same value in money."""
    return max(timedelta(0), left) * PLANS[before].price_cents / PLANS[after].price_cents
