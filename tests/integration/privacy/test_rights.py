"""Consents that are never rewritten, and human reviews of analyses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from recoloca.privacy.review_desk import answer_review
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import analysed
from tests.support.queues import Mailbox, Workers

REASON = {"reason": "A nota ignora minha última experiência."}


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def say(api: Api, purpose: str, *, granted: bool, version: str = "2026-11") -> Any:
    choice = {"purpose": purpose, "granted": granted, "version": version}
    return api.request("PUT", "/users/consents", {"consents": [choice]})


def test_nothing_is_agreed_to_until_it_is_said(ana: Api) -> None:
    shown = ana.get("/users/consents").json["consents"]
    assert {item["purpose"] for item in shown if item["required"]} == {"terms_of_use", "privacy_policy"}
    assert {item["granted"] for item in shown} == {None}


def test_the_registration_records_consent_to_the_shown_texts(api: Api) -> None:
    form = {"name": "Rui", "email": "rui@example.com", "password": "uma senha comprida"}
    assert api.post("/auth/register", {**form, "terms_version": "2020-01"}).code == "CONFLICT"
    answer = api.post("/auth/register", {**form, "terms_version": "2026-11"})
    shown = api.as_user(answer.json["access_token"]).get("/users/consents").json["consents"]
    assert {item["purpose"] for item in shown if item["granted"]} == {"terms_of_use", "privacy_policy"}
    assert {item["version"] for item in shown if item["granted"]} == {"2026-11"}


def test_every_word_stays_on_record_and_the_last_one_counts(
    ana: Api, deps: Dependencies, clock: HeldClock
) -> None:
    for granted in (True, False, True, False):
        clock.advance(minutes=1)
        assert say(ana, "product_news", granted=granted).status == 200
    (news,) = [
        item for item in ana.get("/users/consents").json["consents"] if item["purpose"] == "product_news"
    ]
    assert (news["granted"], news["version"]) == (False, "2026-11")
    kept = deps.db.fetch_all("SELECT granted FROM consents ORDER BY created_at")
    assert [row["granted"] for row in kept] == [True, False, True, False]


def test_consent_to_an_old_text_is_refused(ana: Api) -> None:
    assert say(ana, "terms_of_use", granted=True, version="2020-01").code == "CONFLICT"


def test_a_necessary_consent_cannot_be_withdrawn_alone(ana: Api) -> None:
    assert say(ana, "terms_of_use", granted=False).code == "VALIDATION_ERROR"


def test_the_user_is_notified_of_the_answer_to_a_review(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    path = f"/cv/analysis/{analysed(ana, deps)}/review"
    assert ana.get(path).code == "NOT_FOUND"
    asked = ana.post(path, REASON)
    assert (asked.status, asked.json["status"], asked.json["answer"]) == (202, "open", None)
    assert answer_review(deps, UUID(asked.json["id"]), "Vimos a experiência; a nota estava certa porque…")
    assert not answer_review(deps, UUID(asked.json["id"]), "Duas vezes"), "an answer is final"
    shown = ana.get(path).json
    assert (shown["status"], shown["answer"][:4]) == ("answered", "Vimo")
    assert ana.get("/notifications").json["items"][0]["kind"] == "review_answered"
    workers.run("notification", "notification_worker")
    assert "Uma pessoa revisou sua análise" in {mail.subject for mail in mailbox.mails("pessoa1@example.com")}


def test_one_request_for_each_finished_analysis(ana: Api, deps: Dependencies) -> None:
    path = f"/cv/analysis/{analysed(ana, deps)}/review"
    assert ana.post(path, REASON).status == 202
    assert ana.post(path, REASON).code == "CONFLICT"
    failed = analysed(ana, deps, b"MZ\x90\x00\x03" * 50)
    assert ana.post(f"/cv/analysis/{failed}/review", REASON).code == "CONFLICT"


def test_a_request_says_why(ana: Api, deps: Dependencies) -> None:
    path = f"/cv/analysis/{analysed(ana, deps)}/review"
    assert ana.post(path, {"reason": "   ruim   "}).code == "VALIDATION_ERROR"


def test_another_persons_analysis_does_not_exist(
    ana: Api, new_user: Callable[[], Api], deps: Dependencies
) -> None:
    path = f"/cv/analysis/{analysed(ana, deps)}/review"
    ana.post(path, REASON)
    bia = new_user()
    assert bia.post(path, REASON).code == "NOT_FOUND"
    assert bia.get(path).code == "NOT_FOUND"
