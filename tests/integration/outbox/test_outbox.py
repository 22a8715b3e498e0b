"""The relay sends the messages that were left, even when other services are down."""

from __future__ import annotations

import json
import threading

import psycopg
import pytest

from recoloca.adapters.cache import Cache
from recoloca.adapters.postgres import Database, Row
from recoloca.adapters.queue import Queues
from recoloca.adapters.redis_connection import connect
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.endpoint import Asked, Said, serving
from tests.support.everything import objects_of
from tests.support.outage import outage
from tests.support.person import Person
from tests.support.queues import Workers, message_of, run_task


def away() -> psycopg.Connection[Row]:
    raise psycopg.OperationalError("nobody listens")


def leave(deps: Dependencies, topic: outbox.Topic, count: int) -> None:
    """Leave messages with the numbers from 0. Number 0 is the newest."""
    with deps.db.transaction():
        for number in range(count):
            outbox.publish(deps, topic, {"number": number})
            deps.db.execute("UPDATE outbox SET created_at = created_at - interval '1 second'")


def numbers(workers: Workers, topic: str) -> set[int]:
    return {message_of(record)["number"] for record in workers.take(topic)}


def test_the_oldest_go_first_and_a_request_sends_one_batch(deps: Dependencies, workers: Workers) -> None:
    leave(deps, "privacy", 55)
    assert outbox.relay(deps) == 50
    assert numbers(workers, "privacy") == set(range(50))
    assert outbox.relay(deps) == 5
    assert numbers(workers, "privacy") == set(range(50, 55))
    assert outbox.relay(deps) == 0


def test_the_scheduled_relay_sends_every_batch(deps: Dependencies, workers: Workers) -> None:
    leave(deps, "privacy", 55)
    assert run_task("outbox_relay") == {"sent": 55}
    assert numbers(workers, "privacy") == set(range(55))
    assert run_task("outbox_relay") == {"sent": 0}


def metric_of(printed: str, name: str) -> float:
    """The value of this metric in the last EMF line that has it."""
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    found: list[list[float]] = [line[name] for line in lines if name in line]
    return found[-1][0]


def test_the_age_of_the_oldest_message_is_measured(
    deps: Dependencies, workers: Workers, clock: HeldClock, capsys: pytest.CaptureFixture[str]
) -> None:
    """The alarm `outbox-age` watches this number."""
    leave(deps, "privacy", 2)
    clock.advance(seconds=598)
    with outage(deps, "queues", "sqs"):
        assert run_task("outbox_relay") == {"sent": 0}
    assert metric_of(capsys.readouterr().out, "OutboxOldest") == 600.0
    assert run_task("outbox_relay") == {"sent": 2}
    assert metric_of(capsys.readouterr().out, "OutboxOldest") == 0.0


def test_a_request_that_loses_the_database_leaves_the_relay_for_later(
    deps: Dependencies, workers: Workers
) -> None:
    leave(deps, "privacy", 1)
    healthy, deps.__dict__["db"] = deps.db, Database(away)
    assert outbox.relay(deps) == 0
    deps.__dict__["db"] = healthy
    assert outbox.relay(deps) == 1


def test_a_queue_that_is_down_holds_up_no_other(deps: Dependencies, workers: Workers) -> None:
    environment = {**deps.settings.environment, "ANALYSIS_QUEUE_URL": "http://127.0.0.1:9/0/nowhere"}
    leave(deps, "analysis", outbox.BATCH)
    leave(deps, "privacy", 1)
    healthy, deps.__dict__["queues"] = deps.queues, Queues(Settings(environment))
    assert outbox.relay(deps) == 1, "nor does a request that comes meanwhile"
    assert len(workers.take("privacy")) == 1
    deps.__dict__["queues"] = healthy
    assert run_task("outbox_relay") == {"sent": outbox.BATCH}


def test_a_request_does_not_wait_for_a_silent_queue(deps: Dependencies, workers: Workers, api: Api) -> None:
    """Three attempts of five seconds each would take longer than the function may run."""
    over = threading.Event()

    def silent(_: Asked) -> Said:
        over.wait()
        return Said()

    form = {"name": "Ana", "email": "ana@example.com", "password": "uma senha comprida"}
    with serving() as queue, outage(deps, "queues", "sqs", queue.url):
        queue.respond = silent
        try:
            assert api.post("/auth/register", form).status == 201
        finally:
            over.set()
        assert len(queue.asked) == 1
    assert run_task("outbox_relay") == {"sent": 1}
    assert len(workers.take("notification")) == 1


def test_cached_values_are_deleted_even_after_a_crash(deps: Dependencies, workers: Workers) -> None:
    deps.cache.set("v1:profile:someone", {"name": "Ana"})
    with deps.db.transaction():
        outbox.publish(deps, "cache", {"keys": ["v1:profile:someone"]})
    assert deps.cache.get("v1:profile:someone") == {"name": "Ana"}
    run_task("outbox_relay")
    assert deps.cache.get("v1:profile:someone") is None


def test_a_value_is_not_left_in_a_cache_that_was_away_when_it_changed(
    deps: Dependencies, workers: Workers, api: Api
) -> None:
    person = Person(deps, api, "ana")
    assert person.api.get("/users/profile").json["name"] == "Ana"
    away = Cache(lambda: connect(Settings({"REDIS_URL": "redis://127.0.0.1:9/0"})))
    healthy, deps.__dict__["cache"] = deps.cache, away
    changed = person.api.request("PATCH", "/users/profile", {"name": "Ana Souza"})
    assert (changed.status, changed.json["name"]) == (200, "Ana Souza")
    deps.__dict__["cache"] = healthy
    assert run_task("outbox_relay")["sent"] >= 1
    assert person.api.get("/users/profile").json["name"] == "Ana Souza"


@pytest.mark.parametrize("crashed", [True, False])
def test_a_deleted_cv_leaves_the_bucket_even_after_a_crash(
    deps: Dependencies,
    workers: Workers,
    api: Api,
    emulator_url: str,
    monkeypatch: pytest.MonkeyPatch,
    crashed: bool,
) -> None:
    person = Person(deps, api, "ana")
    bucket, word = deps.settings.upload_bucket, str(person.analysis_id)
    workers.run("privacy", "privacy_worker")
    assert len(objects_of(emulator_url, bucket, word)) == 1
    with monkeypatch.context() as crash:
        if crashed:
            crash.setattr("recoloca.outbox.service.relay", lambda *_: 0)
        assert person.api.delete(f"/cv/analysis/{word}").status == 204
    run_task("outbox_relay")
    workers.run("privacy", "privacy_worker")
    assert objects_of(emulator_url, bucket, word) == []
    assert person.api.get(f"/cv/analysis/{word}").status == 404
