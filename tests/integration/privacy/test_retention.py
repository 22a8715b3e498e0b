"""Data that is no longer needed is deleted; data that is still needed stays."""

from __future__ import annotations

from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.everything import objects_of, use_everything
from tests.support.person import Person
from tests.support.queues import Workers, run_task

NOTHING = {
    "idempotency_keys": 0,
    "email_tokens": 0,
    "refresh_tokens": 0,
    "outbox": 0,
    "stuck_exports": 0,
    "rate_limits": 0,
    "documents": 0,
    "archives": 0,
}


def test_nothing_young_is_removed(deps: Dependencies, api: Api, workers: Workers) -> None:
    use_everything(deps, api, "ana")
    assert run_task("privacy_retention") == NOTHING


def test_stored_responses_and_sent_messages_are_deleted_after_a_day(
    deps: Dependencies, api: Api, workers: Workers, clock: HeldClock
) -> None:
    use_everything(deps, api, "ana")
    clock.advance(days=1, minutes=1)
    removed = run_task("privacy_retention")
    assert removed["idempotency_keys"] == 1
    assert removed["outbox"] > 0
    assert removed["refresh_tokens"] == 0, "a session lasts 30 days"
    assert deps.db.fetch_one("SELECT count(*) AS n FROM outbox WHERE sent_at IS NOT NULL") == {"n": 0}


def test_sessions_and_links_go_a_day_after_they_stopped_working(
    deps: Dependencies, api: Api, workers: Workers, clock: HeldClock
) -> None:
    person = Person(deps, api, "ana")
    person.mailed_token("reset_password")
    clock.advance(hours=25, minutes=1)
    assert run_task("privacy_retention")["email_tokens"] == 1
    assert api.post("/auth/refresh", {"refresh_token": person.session["refresh_token"]}).status == 200
    clock.advance(days=32)
    assert run_task("privacy_retention")["refresh_tokens"] == 2


def test_a_message_that_was_not_sent_is_never_removed(
    deps: Dependencies, workers: Workers, clock: HeldClock
) -> None:
    entry = (deps.new_id(), deps.clock())
    deps.db.execute(
        "INSERT INTO outbox (id, topic, payload, created_at) VALUES (%s, 'privacy', '{}', %s)", entry
    )
    clock.advance(days=30)
    assert run_task("privacy_retention")["outbox"] == 0


def test_an_archive_is_deleted_after_its_week(
    deps: Dependencies, api: Api, workers: Workers, clock: HeldClock, emulator_url: str
) -> None:
    person = Person(deps, api, "ana")
    key = f"exports/{person.user_id}/{person.export_id}.zip"
    workers.run("privacy", "privacy_worker")
    clock.advance(days=6)
    assert run_task("privacy_retention")["archives"] == 0
    assert objects_of(emulator_url, deps.settings.upload_bucket, key) == [key]
    clock.advance(days=1)
    assert run_task("privacy_retention")["archives"] == 1
    assert objects_of(emulator_url, deps.settings.upload_bucket, key) == []
    assert run_task("privacy_retention")["archives"] == 0


def test_an_export_that_no_worker_makes_fails(
    deps: Dependencies, api: Api, workers: Workers, clock: HeldClock
) -> None:
    person = Person(deps, api, "ana")
    assert person.export_id
    clock.advance(days=1, minutes=1)
    assert run_task("privacy_retention")["stuck_exports"] == 1
    assert deps.db.fetch_one("SELECT status FROM exports") == {"status": "failed"}
