"""The relay sends what was left behind, whatever else is down."""

from __future__ import annotations

from recoloca.adapters.queue import Queues
from recoloca.bootstrap import Container
from recoloca.outbox import service as outbox
from recoloca.settings import Settings
from tests.integration.queues import Workers, message_of, run_task


def leave(services: Container, topic: outbox.Topic, count: int) -> None:
    with services.db.transaction():
        for number in range(count):
            outbox.publish(services, topic, {"number": number})


def test_more_than_one_batch_goes_in_order(services: Container, workers: Workers) -> None:
    leave(services, "export", outbox.BATCH + 5)
    assert run_task("outbox_relay") == {"sent": outbox.BATCH + 5}
    taken = [message_of(record)["number"] for record in workers.take("export")]
    assert sorted(taken) == list(range(outbox.BATCH + 5))
    assert run_task("outbox_relay") == {"sent": 0}


def test_a_queue_that_is_down_holds_up_no_other(services: Container, workers: Workers) -> None:
    environment = {**services.settings.environment, "ANALYSIS_QUEUE_URL": "http://127.0.0.1:9/0/nowhere"}
    leave(services, "analysis", outbox.BATCH)
    leave(services, "export", 1)
    healthy, services.__dict__["queues"] = services.queues, Queues(Settings(environment))
    assert run_task("outbox_relay") == {"sent": 1}
    assert len(workers.take("export")) == 1
    services.__dict__["queues"] = healthy
    assert run_task("outbox_relay") == {"sent": outbox.BATCH}


def test_cached_values_are_forgotten_even_after_a_crash(services: Container, workers: Workers) -> None:
    services.cache.set("v1:profile:someone", {"name": "Ana"})
    with services.db.transaction():
        outbox.publish(services, "cache", {"keys": ["v1:profile:someone"]})
    assert services.cache.get("v1:profile:someone") == {"name": "Ana"}
    run_task("outbox_relay")
    assert services.cache.get("v1:profile:someone") is None
