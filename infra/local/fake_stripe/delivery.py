"""Sends signed webhooks until the receiver accepts them."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import queue
import threading
import time
from typing import Final

import httpx

from infra.local.fake_stripe import WEBHOOK_SECRET
from infra.local.fake_stripe.world import Object, World

WAITS: Final = (0.2, 1, 2, 5, 10, 30)
"""Seconds before each further attempt. The real Stripe tries for three days."""

logger = logging.getLogger(__name__)


def signed(event: Object, timestamp: int, secret: str = WEBHOOK_SECRET) -> tuple[bytes, str]:
    """The body of an event's webhook, and its `Stripe-Signature` header."""
    body = json.dumps(event).encode()
    mac = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return body, f"t={timestamp},v1={mac.hexdigest()}"


class Delivery:
    """Sends the world's events in their order, in a thread of its own."""

    def __init__(self, world: World, url: str) -> None:
        self._world = world
        self._url = url
        self._waiting: queue.Queue[Object | None] = queue.Queue()
        for event in world.events.values():
            if event["pending_webhooks"]:
                self._waiting.put(event)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._world.on_event = self._waiting.put
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        with httpx.Client(timeout=10, trust_env=False) as client:
            while (event := self._waiting.get()) is not None:
                if self._send(client, event):
                    self._world.delivered(event["id"])

    def _send(self, client: httpx.Client, event: Object) -> bool:
        for wait in (*WAITS, None):
            body, signature = signed(event, int(time.time()))
            headers = {"content-type": "application/json", "stripe-signature": signature}
            try:
                status = str(client.post(self._url, content=body, headers=headers).status_code)
            except httpx.HTTPError as error:
                status = type(error).__name__
            if status.startswith("2"):
                return True
            logger.warning("%s was not taken: %s", event["id"], status)
            if wait is None or self._stopping.wait(wait):
                break
        return False
