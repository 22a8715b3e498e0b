"""A deleted account leaves nothing: no row, no file, no cached value, no message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.local.fake_stripe.server import FakeStripe
from recoloca.cvs.uploads import object_key, s3_event
from recoloca.privacy.erasure import erase
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV
from tests.support.everything import (
    cached_for,
    objects_of,
    owned_tables,
    rows_that_name,
    use_everything,
)
from tests.support.person import PASSWORD, Person
from tests.support.queues import Workers, deliver, record, run_task


@pytest.fixture
def ana(deps: Dependencies, api: Api, workers: Workers) -> Person:
    person = use_everything(deps, api, "ana")
    workers.run("privacy", "privacy_worker")
    workers.run("notification", "notification_worker")
    return person


def delete_account(person: Person) -> None:
    answer = person.api.request("DELETE", "/users/profile", {"password": PASSWORD})
    assert answer.status == 204, answer.body


def test_nothing_is_left_anywhere(
    deps: Dependencies,
    ana: Person,
    workers: Workers,
    stripe: FakeStripe,
    emulator_url: str,
    redis_url: str,
    clock: HeldClock,
) -> None:
    user, bucket = str(ana.user_id), deps.settings.upload_bucket
    (customer,) = stripe.world.all("customer")
    names = (user, ana.email, str(ana.analysis_id), ana.session_id, ana.document_id, customer["id"])
    before = rows_that_name(deps, *names)
    assert set(owned_tables(deps)) <= before.keys(), "a table of which this test would prove nothing"
    assert len(objects_of(emulator_url, bucket, user)) >= 2, "a CV and an archive"
    assert cached_for(redis_url, user) != []
    delete_account(ana)
    workers.run("privacy", "privacy_worker")
    assert rows_that_name(deps, *names).keys() <= {"outbox"}, "what carried the erasure itself"
    clock.advance(days=1, minutes=1)
    run_task("privacy_retention")
    assert rows_that_name(deps, *names) == {}
    assert objects_of(emulator_url, bucket, user) == []
    assert cached_for(redis_url, user) == []
    workers.run("billing", "billing_worker")
    assert list(stripe.world.all("customer")) == []


def test_a_payment_stays_for_the_tax_authorities_without_its_owner(deps: Dependencies, ana: Person) -> None:
    delete_account(ana)
    row = deps.db.fetch_one("SELECT user_id, invoice_url, amount_cents FROM payments")
    assert row == {"user_id": None, "invoice_url": None, "amount_cents": 2990}


def test_the_data_of_other_users_stays(
    deps: Dependencies, api: Api, ana: Person, workers: Workers, emulator_url: str
) -> None:
    bia = use_everything(deps, api, "bia")
    workers.run("privacy", "privacy_worker")
    before = rows_that_name(deps, str(bia.user_id))
    files = objects_of(emulator_url, deps.settings.upload_bucket, str(bia.user_id))
    delete_account(ana)
    workers.run("privacy", "privacy_worker")
    assert rows_that_name(deps, str(bia.user_id)) == before
    assert objects_of(emulator_url, deps.settings.upload_bucket, str(bia.user_id)) == files != []
    assert bia.api.get("/users/profile").json["email"] == bia.email


def test_every_session_ends_and_the_address_is_free_again(deps: Dependencies, api: Api, ana: Person) -> None:
    delete_account(ana)
    assert api.post("/auth/refresh", {"refresh_token": ana.session["refresh_token"]}).status == 401
    assert (
        api.post("/auth/login", {"email": ana.email, "password": PASSWORD}).code == "AUTH_INVALID_CREDENTIALS"
    )
    assert ana.api.get("/users/profile").code == "AUTH_TOKEN_INVALID"
    form = {"name": "Ana", "email": ana.email, "password": PASSWORD}
    assert api.post("/auth/register", form).status == 201


WRITES: list[tuple[str, str, Any]] = [
    ("POST", "/cv/upload", {"file_name": "cv.pdf", "content_type": "application/pdf", "size": 9}),
    ("POST", "/ai-coach/session", {"topic": "cv_review"}),
    ("POST", "/users/export", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
@pytest.mark.parametrize("headers", [{}, {"idempotency-key": "again"}])
def test_a_token_that_outlives_its_account_writes_nothing(
    deps: Dependencies,
    api: Api,
    workers: Workers,
    method: str,
    path: str,
    body: Any,
    headers: dict[str, str],
) -> None:
    person = Person(deps, api, "ana")
    erase(deps, person.user_id)
    answer = person.api.request(method, path, body, headers=headers)
    assert (answer.status, answer.code) == (401, "AUTH_TOKEN_INVALID")
    assert rows_that_name(deps, str(person.user_id)).keys() == {"outbox"}, "what carries the erasure itself"


def test_the_wrong_password_erases_nothing(deps: Dependencies, api: Api) -> None:
    person = Person(deps, api, "ana")
    answer = person.api.request("DELETE", "/users/profile", {"password": "outra"})
    assert answer.code == "AUTH_INVALID_CREDENTIALS"
    assert person.api.get("/users/profile").status == 200


def test_a_crash_right_after_the_commit_leaves_no_file(
    deps: Dependencies, ana: Person, workers: Workers, emulator_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr("recoloca.outbox.service.relay", lambda *_: 0)
        erase(deps, ana.user_id)
    assert workers.run("privacy", "privacy_worker") == 0
    assert run_task("outbox_relay")["sent"] >= 2
    workers.run("privacy", "privacy_worker")
    assert objects_of(emulator_url, deps.settings.upload_bucket, str(ana.user_id)) == []


def test_an_upload_that_arrives_after_the_erasure_is_thrown_away(
    deps: Dependencies, api: Api, workers: Workers, emulator_url: str
) -> None:
    person = Person(deps, api, "ana")
    form = {"file_name": "cv.txt", "content_type": "text/plain", "size": len(CV)}
    analysis_id = person.api.post("/cv/upload", form).json["analysis_id"]
    delete_account(person)
    workers.run("privacy", "privacy_worker")
    key = object_key(person.user_id, analysis_id)
    deps.uploads.put(key, CV, "text/plain")
    assert deliver("cv_analysis_worker", record(json.dumps(s3_event(key)))) == []
    assert objects_of(emulator_url, deps.settings.upload_bucket, str(person.user_id)) == []


def test_an_address_that_ends_like_the_erased_one_keeps_its_mails(deps: Dependencies, api: Api) -> None:
    def asked_for(person: Person) -> int:
        row = deps.db.fetch_one(
            "SELECT count(*) AS n FROM outbox WHERE payload ->> 'email' = %s", (person.email,)
        )
        assert row is not None
        return int(row["n"])

    silva, other = Person(deps, api, "silva"), Person(deps, api, "joao.silva")
    assert asked_for(silva) == asked_for(other) == 1
    erase(deps, silva.user_id)
    assert (asked_for(silva), asked_for(other)) == (0, 1)


def test_a_second_erasure_changes_nothing(deps: Dependencies, api: Api, workers: Workers) -> None:
    person = Person(deps, api, "ana")
    erase(deps, person.user_id)
    sent = deps.db.fetch_all("SELECT id FROM outbox ORDER BY id")
    erase(deps, person.user_id)
    assert deps.db.fetch_all("SELECT id FROM outbox ORDER BY id") == sent != []
