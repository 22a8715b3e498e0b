"""The outbox: queue messages and cache invalidations that survive a crash right after their commit.

A service calls `publish` in its transaction and `relay` after it. When the process dies in between, the
scheduled `outbox_relay` sends what was left. Delivery is at least once; consumers go by the message's `id`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final, Literal

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.postgres import DatabaseUnavailable
from recoloca.adapters.queue import QueueUnavailableError
from recoloca.outbox import repository
from recoloca.runtime.dependencies import Dependencies

Topic = Literal["analysis", "notification", "privacy", "billing", "cache"]
"""A queue's name, or `cache` for keys to forget (`{"keys": [...]}`)."""

BATCH: Final = 50
HURRY_SECONDS: Final = 1.0
"""What somebody who waits for an answer waits for a queue at most; the scheduled relay has more patience."""

logger = Logger(child=True)


def publish(deps: Dependencies, topic: Topic, payload: Mapping[str, Any]) -> None:
    """Note a message in the current transaction; it is sent as `{"id", **payload}`.

    A payload's `delay_seconds` (900 at most) is how long the queue keeps the message before a worker sees it.
    """
    repository.add(deps.db, deps.new_id(), topic, payload, deps.clock())


def relay(deps: Dependencies, within: float | None = HURRY_SECONDS) -> int:
    """Send what is unsent and this function may send; how many were sent.

    50 of a topic at most: a request is not the place to work off what an outage has left. Nor to wait for it: a queue
    that takes longer than `within` seconds is as one that is down.
    Never raises for a queue or a database that is down: the entries stay for the scheduled relay.
    """
    try:
        with deps.db.transaction():
            entries = repository.take_unsent(deps.db, ["cache", *deps.queues.reachable()], BATCH)
            by_topic: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for entry in entries:
                by_topic[entry.topic].append({"id": str(entry.id), **entry.payload})
            sent = [topic for topic, messages in by_topic.items() if _deliver(deps, topic, messages, within)]
            done = [entry.id for entry in entries if entry.topic in sent]
            if done:
                repository.mark_sent(deps.db, done, deps.clock())
            return len(done)
    except DatabaseUnavailable:
        logger.warning("outbox left to the scheduled relay")
        return 0


def forget_about(deps: Dependencies, *words: str) -> None:
    """Remove what names somebody who is being erased, by id and by e-mail; nobody is left to be told of it."""
    repository.forget_about(deps.db, words)


def relay_all(deps: Dependencies) -> int:
    """What the scheduled task does: send everything that can be sent, and measure what is left.

    The metric `OutboxOldest` is the age of the oldest unsent entry in seconds; it grows when a queue is down or a
    topic has nobody to send it.
    """
    sent = 0
    while (last := relay(deps, within=None)) > 0:
        sent += last
    oldest = repository.oldest_unsent(deps.db)
    age = (deps.clock() - oldest).total_seconds() if oldest else 0.0
    deps.metrics.add_metric("OutboxOldest", MetricUnit.Seconds, max(0.0, age))
    deps.metrics.add_metric("OutboxRelayed", MetricUnit.Count, sent)
    return sent


def _deliver(deps: Dependencies, topic: str, messages: list[dict[str, Any]], within: float | None) -> bool:
    if topic == "cache":
        return deps.cache.delete(*(key for message in messages for key in message["keys"]))
    try:
        for delay, group in _by_delay(messages).items():
            deps.queues.send(topic, group, delay_seconds=delay, within=within)
    except QueueUnavailableError as error:
        logger.warning("outbox delivery postponed", extra={"topic": topic, "reason": str(error)})
        return False
    return True


def _by_delay(messages: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for message in messages:
        groups[int(message.get("delay_seconds", 0))].append(message)
    return groups
