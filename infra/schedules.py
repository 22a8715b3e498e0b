"""The expressions of EventBridge Scheduler: `rate(5 minutes)` and `cron(10 3 * * ? *)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("America/Sao_Paulo")
UNITS: Final = {"minute": 60, "hour": 3600, "day": 86400}
RATE: Final = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
CRON: Final = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
LOWEST: Final = (0, 0, 1, 1, 1, 1970)
"""The ranges of minutes, hours, days of the month, months, days of the week (1 is Sunday) and years."""
HORIZON: Final = timedelta(days=366)


class ScheduleError(ValueError):
    """The text is not an expression of EventBridge Scheduler, or no time matches it."""


@dataclass(frozen=True, slots=True)
class Rate:
    seconds: int

    def following(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Cron:
    fields: tuple[str, ...]

    def following(self, now: datetime) -> datetime:
        """The first minute after `now` that matches all fields, in the time zone of São Paulo."""
        moment = now.astimezone(ZONE).replace(second=0, microsecond=0) + timedelta(minutes=1)
        end = moment + HORIZON
        while moment < end:
            if not self.holds_on_day(moment):
                moment = moment.replace(hour=0, minute=0) + timedelta(days=1)
            elif self.holds(moment):
                return moment.astimezone(UTC)
            else:
                moment += timedelta(minutes=1)
        raise ScheduleError(f"cron({' '.join(self.fields)}) does not come true within a year")

    def holds_on_day(self, moment: datetime) -> bool:
        weekday = moment.isoweekday() % 7 + 1
        actual = (moment.day, moment.month, weekday, moment.year)
        return all(map(field_holds, self.fields[2:], actual, LOWEST[2:]))

    def holds(self, moment: datetime) -> bool:
        return self.holds_on_day(moment) and all(
            map(field_holds, self.fields, (moment.minute, moment.hour), LOWEST)
        )


def field_holds(field: str, actual: int, lowest: int) -> bool:
    """The values of one field: `*`, `?`, numbers, ranges `1-5`, steps `0/15`, and lists of these."""
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, _, high = span.partition("-")
        first = lowest if low in {"*", "?"} else int(low)
        last = first if not (step or high or low in {"*", "?"}) else int(high) if high else 9999
        if first <= actual <= last and (actual - first) % int(step or 1) == 0:
            return True
    return False


def parse(expression: str) -> Rate | Cron:
    if found := RATE.fullmatch(expression):
        return Rate(int(found[1]) * UNITS[found[2]])
    if found := CRON.fullmatch(expression):
        return Cron(found.groups())
    raise ScheduleError(f"`{expression}` is neither rate(…) nor cron(…)")
