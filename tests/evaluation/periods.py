"""Months, and the many ways in which people write from when till when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    def minus(self, months: int) -> Month:
        count = self.year * 12 + self.month - 1 - months
        return Month(count // 12, count % 12 + 1)


@dataclass(frozen=True)
class PeriodStyle:
    """`month` and `span` are format strings, `names` the twelve months as this style writes them."""

    month: str
    """Fields: year, yy (two digits), mm (two digits), name."""
    span: str
    """Fields: start, end."""
    names: tuple[str, ...]
    now: str
    open_span: str
    """Fields: start, now."""

    @property
    def years_only(self) -> bool:
        return "{mm}" not in self.month and "{name}" not in self.month

    def truth(self, when: Month) -> str:
        return f"{when.year}" if self.years_only else f"{when.year}-{when.month:02}"

    def print(self, start: Month, end: Month | None) -> str:
        if end is None:
            return self.open_span.format(start=self._one(start), now=self.now)
        return self.span.format(start=self._one(start), end=self._one(end))

    def _one(self, when: Month) -> str:
        name = self.names[when.month - 1] if self.names else ""
        return self.month.format(year=when.year, yy=f"{when.year % 100:02}", mm=f"{when.month:02}", name=name)
