"""What a function does before Lambda takes the snapshot that its environments start from (SnapStart)."""

from __future__ import annotations

from collections.abc import Callable

_preparations: list[Callable[[], None]] = []


def before(prepare: Callable[[], None]) -> None:
    """Have `prepare` called before the snapshot; never, where there is none."""
    _preparations.append(prepare)


def prepare() -> None:
    for one in _preparations:
        one()
