"""Runs the fake Stripe as a process of its own: `python -m infra.local.fake_stripe FOLDER PORT WEBHOOK`."""

from __future__ import annotations

import sys
from pathlib import Path

from infra.local.fake_stripe.delivery import Delivery
from infra.local.fake_stripe.server import uvicorn_server
from infra.local.fake_stripe.world import World
from recoloca.runtime.clock import utc_now


def main(folder: Path, port: int, webhook: str) -> None:
    world = World(utc_now, file=folder / "world.json")
    delivery = Delivery(world, webhook)
    server = uvicorn_server(world, port)
    delivery.start()
    try:
        server.run()
    finally:
        delivery.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
