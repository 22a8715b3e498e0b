"""Prepaid time: how long a month is, and what is left of one is worth."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from recoloca.billing.plans import PLANS


def month_later(moment: datetime) -> datetime:
    """The same day of the next month, or its last one."""
    year, month = moment.year + moment.month // 12, moment.month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def credit(left: timedelta, before: str, after: str) -> timedelta:
    """What the rest of a prepaid month is worth on another plan, as time: money is kept, not days."""
    return max(timedelta(0), left) * PLANS[before].price_cents / PLANS[after].price_cents
