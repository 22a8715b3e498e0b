"""The Lambda runner: a bounded pool of processes for each function, with a queue beyond the bound."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from typing import Final

from infra.local.function import Function, Places
from infra.local.watch import Watch
from infra.local.worker import Invocation, Outcome, Worker

IDLE_SECONDS: Final = 600


class UnknownFunctionError(LookupError):
    """No deployed function has this name."""


class Pool:
    """The processes of one function: started when an invocation finds none free, reused latest first."""

    def __init__(self, function: Function, places: Places) -> None:
        self.function = function
        self.places = places
        self.watch = Watch(places.functions / function.slug)
        self.workers: set[Worker] = set()
        self.free: list[Worker] = []
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
        """Start a process for each invocation that waits, as far as the ceiling allows."""
        live = [worker for worker in self.workers if not worker.retired]
        starting = sum(not worker.up for worker in live)
        wanted = min(len(self.waiting) - starting, self.function.ceiling - len(live))
        for _ in range(wanted):
            self.workers.add(Worker(self.function, self.places, self))

    def warm_up(self) -> None:
        """Have one process ready before anybody asks."""
        if not self.workers:
            self.workers.add(Worker(self.function, self.places, self))

    def worker_idle(self, worker: Worker) -> None:
        while self.waiting:
            invocation = self.waiting.popleft()
            if not invocation.future.done():
                worker.give(invocation)
                return
        self.free.append(worker)

    def worker_ended(self, worker: Worker, failure: Outcome) -> None:
        self.workers.discard(worker)
        if worker in self.free:
            self.free.remove(worker)
        if not worker.up and not worker.retired and self.waiting:
            self.waiting.popleft().settle(failure)
        self.grow()

    def retire(self) -> None:
        """Let every process end after what it is doing: its code is no longer the one on disk."""
        self.free.clear()
        for worker in self.workers:
            worker.retire()

    def reap(self) -> None:
        """End what has been idle for long, but for one."""
        limit = time.monotonic() - IDLE_SECONDS
        for worker in [w for w in self.free[:-1] if w.idle_since is not None and w.idle_since < limit]:
            self.free.remove(worker)
            worker.retire()

    async def close(self) -> None:
        for worker in self.workers:
            worker.retired = True
            worker.kill()
        while self.workers:
            await asyncio.gather(*(worker.life for worker in self.workers))


class Runner:
    """Every deployed function by name."""

    def __init__(self, functions: Iterable[Function], places: Places) -> None:
        self.places = places
        self.shared = Watch(places.shared)
        self.pools = {function.name: Pool(function, places) for function in functions}

    def pool(self, name: str) -> Pool:
        try:
            return self.pools[name]
        except KeyError:
            raise UnknownFunctionError(name) from None

    async def invoke(self, name: str, payload: bytes) -> Outcome:
        """Run the function on the JSON `payload`; waits while all of its processes are busy."""
        pool = self.pool(name)
        if self.shared.changed():
            for each in self.pools.values():
                each.retire()
        return await pool.invoke(payload)

    async def warm_up(self, names: Iterable[str]) -> None:
        """One process of each of these, one after another so that requests keep the processor."""
        for pool in map(self.pool, names):
            pool.warm_up()
            await asyncio.gather(*(worker.begun.wait() for worker in pool.workers))

    async def keep_house(self) -> None:
        while True:
            await asyncio.sleep(30)
            for pool in self.pools.values():
                pool.reap()

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self.pools.values()))
