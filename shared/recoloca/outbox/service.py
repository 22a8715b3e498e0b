"""The transactional outbox (docs/adr/0701-outbox.md). A crash after a commit loses no message and no invalidation.

A service calls `publish` in its transaction and `relay` after it. If the process crashes in between, the scheduled
function `outbox_relay` sends the messages. Delivery is at-least-once. Consumers detect duplicates by the message's
`id`.
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
"""The name of a queue, or `cache` for the keys to delete from the cache (`{"keys": [...]}`)."""

BATCH: Final = 50
HURRY_SECONDS: Final = 1.0
"""The timeout for a queue during a request, because a user waits. The scheduled relay uses the client's timeout."""

logger = Logger(child=True)


def publish(deps: Dependencies, topic: Topic, payload: Mapping[str, Any]) -> None:
    """Store a message in the current transaction. It is sent as `{"id", **payload}`.

    `delay_seconds` in the payload (at most 900) delays the delivery to the worker.
    """
    repository.add(deps.db, deps.new_id(), topic, payload, deps.clock())


def relay(deps: Dependencies, within: float | None = HURRY_SECONDS) -> int:
    """Send the unsent messages of the topics to which this function may send. Returns the number of sent messages.

    It sends at most `BATCH` messages of each topic, because a request must not send the whole backlog of an outage. A
    queue that does not respond within `within` seconds counts as unavailable. An unavailable queue or database causes
    no error: the scheduled relay sends the messages later.

    Inside a transaction it returns 0 and sends after the commit, because a rollback must not leave sent messages.
    """
    if deps.db.in_transaction:
        deps.db.after_commit(lambda: relay(deps, within))
        return 0
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
    """Delete all messages that contain one of `words`: the id or the e-mail address of a user who is being erased."""
    repository.forget_about(deps.db, words)


def relay_all(deps: Dependencies) -> int:
    """Send all messages that can be sent, and measure the rest. The scheduled function calls it.

    Returns the number of sent messages. The metric `OutboxOldest` is the age of the oldest unsent message in seconds.
    It grows when a queue is unavailable or no function may send to a topic.
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
