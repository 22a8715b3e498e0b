"""Runs a function's preparations before Lambda takes its SnapStart snapshot."""

from __future__ import annotations

from collections.abc import Callable

_preparations: list[Callable[[], None]] = []


def before(prepare: Callable[[], None]) -> None:
    """Register `prepare` to run before the snapshot. A function without SnapStart never calls it."""
    _preparations.append(prepare)


def prepare() -> None:
    """Run all registered preparations."""
    for one in _preparations:
        one()
