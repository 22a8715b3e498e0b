"""Runs the scheduled functions at the times of their expressions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from infra.schedules import Cron, Rate, parse


async def keep_time(
    schedules: Iterable[tuple[str, str]],
    run: Callable[[str], Awaitable[object]],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Run each named function when its expression is due, one run of it at a time, until the task is cancelled."""

    async def keep(name: str, when: Rate | Cron) -> None:
        while True:
            now = clock()
            await sleep((when.following(now) - now).total_seconds())
            await run(name)

    async with asyncio.TaskGroup() as group:
        for name, expression in schedules:
            group.create_task(keep(name, parse(expression)))
