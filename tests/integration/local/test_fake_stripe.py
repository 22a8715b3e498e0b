"""The fake Stripe keeps its state across restarts, also when several requests save it at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from infra.local.fake_stripe.world import World


def test_saves_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "stripe.json"
    world = World(lambda: datetime(2026, 3, 4, tzinfo=UTC), file=file)

    def buy(number: int) -> None:
        world.add("cus", "customer", email=f"{number}@exemplo.com.br")
        world.save()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(buy, range(200)))
    assert len(World(world.clock, file=file).objects) == 200
