"""The Lambda runner: for each function, a pool with a limited number of processes, and a queue of invocations."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from typing import Final

from infra.local.runner.execution_environment import ExecutionEnvironment, Invocation, Outcome
from infra.local.runner.function import Function, Places
from infra.local.runner.watch import FolderWatch

IDLE_SECONDS: Final = 600


class UnknownFunctionError(LookupError):
    """No deployed function has this name."""


class Pool:
    """The processes of one function. An invocation gets the free process that was used last, or a new one."""

    def __init__(self, function: Function, places: Places) -> None:
        self.function = function
        self.places = places
        self.watch = FolderWatch(places.functions / function.slug)
        self.environments: set[ExecutionEnvironment] = set()
        self.free: list[ExecutionEnvironment] = []
        self.waiting: deque[Invocation] = deque()

    async def invoke(self, payload: bytes) -> Outcome:
        if self.watch.changed():
            self.retire()
        invocation = Invocation(payload, asyncio.get_running_loop().create_future())
        if self.free:
            self.free.pop().give(invocation)
        else:
            self.waiting.append(invocation)
            self.grow()
        return await invocation.future

    def grow(self) -> None:
        """Start a process for each waiting invocation, up to the function's ceiling."""
        live = [environment for environment in self.environments if not environment.retired]
        starting = sum(not environment.up for environment in live)
        wanted = min(len(self.waiting) - starting, self.function.ceiling - len(live))
        for _ in range(wanted):
            self.environments.add(ExecutionEnvironment(self.function, self.places, self))

    def warm_up(self) -> None:
        """Start one process before the first invocation."""
        if not self.environments:
            self.environments.add(ExecutionEnvironment(self.function, self.places, self))

    def environment_idle(self, environment: ExecutionEnvironment) -> None:
        while self.waiting:
            invocation = self.waiting.popleft()
            if not invocation.future.done():
                environment.give(invocation)
                return
        self.free.append(environment)

    def environment_ended(self, environment: ExecutionEnvironment, failure: Outcome) -> None:
        self.environments.discard(environment)
        if environment in self.free:
            self.free.remove(environment)
        if not environment.up and not environment.retired and self.waiting:
            self.waiting.popleft().settle(failure)
        self.grow()

    def retire(self) -> None:
        """End each process after its current invocation, because the code on disk has changed."""
        self.free.clear()
        for environment in self.environments:
            environment.retire()

    def reap(self) -> None:
        """End the processes that have been idle for long, except one."""
        limit = time.monotonic() - IDLE_SECONDS
        for environment in [w for w in self.free[:-1] if w.idle_since is not None and w.idle_since < limit]:
            self.free.remove(environment)
            environment.retire()

    async def close(self) -> None:
        for environment in self.environments:
            environment.retired = True
            environment.kill()
        while self.environments:
            await asyncio.gather(*(environment.life for environment in self.environments))


class Runner:
    """The pools of all deployed functions, by name."""

    def __init__(self, functions: Iterable[Function], places: Places) -> None:
        self.places = places
        self.shared = FolderWatch(places.shared)
        self.pools = {function.name: Pool(function, places) for function in functions}

    def pool(self, name: str) -> Pool:
        try:
            return self.pools[name]
        except KeyError:
            raise UnknownFunctionError(name) from None

    async def invoke(self, name: str, payload: bytes) -> Outcome:
        """Run the function on the JSON `payload`. Waits while all of its processes are busy."""
        pool = self.pool(name)
        if self.shared.changed():
            for each in self.pools.values():
                each.retire()
        return await pool.invoke(payload)

    async def warm_up(self, names: Iterable[str]) -> None:
        """Start one process of each named function, one after another, so that requests keep the processor."""
        for pool in map(self.pool, names):
            pool.warm_up()
            await asyncio.gather(*(environment.begun.wait() for environment in pool.environments))

    async def end_idle_processes(self) -> None:
        while True:
            await asyncio.sleep(30)
            for pool in self.pools.values():
                pool.reap()

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self.pools.values()))
