"""One position in a CV."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..words.dates import Period
from .items import Item


@dataclass(slots=True)
class WorkEntry:
    title: str | None = None
    company: str | None = None
    location: str | None = None
    period: Period | None = None
    items: list[Item] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    extent: list[int] = field(default_factory=list)
