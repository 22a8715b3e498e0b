"""Coach sessions through the functions' own handlers: the coach's knowledge, the stored messages, the plan's limits."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest

from recoloca.engine.coach import brain
from recoloca.runtime import reading
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import analysed

ADVERTISEMENT = "Vaga: Engenheira de Dados Sênior. Requisitos: Python, Apache Kafka, inglês avançado."
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def start(api: Api, **form: object) -> str:
    answer = api.post("/ai-coach/session", {"topic": "interview_preparation", **form})
    assert answer.status == 200, answer.body
    return str(answer.json["session_id"])


def say(api: Api, session: str, text: str, **options: object) -> str:
    answer = api.post(f"/ai-coach/session/{session}/message", {"message": text}, **options)
    assert answer.status == 200, answer.body
    return str(answer.json["reply"])


def test_the_coach_speaks_first_and_knows_the_last_analysis(ana: Api, deps: Dependencies) -> None:
    analysed(ana, deps)
    answer = ana.post("/ai-coach/session", {"topic": "cv_review"})
    greeting = answer.json["messages"][0]
    assert greeting["role"] == "coach"
    assert any(
        known in greeting["content"] for known in ("Engenheira", "Python", "Banco Azul", "12 serviços")
    )
    assert greeting["suggestions"]


def test_without_a_cv_the_coach_says_so(ana: Api) -> None:
    greeting = ana.post("/ai-coach/session", {"topic": "cv_review"}).json["messages"][0]["content"]
    assert "Ainda não tenho um currículo seu analisado" in greeting


def test_the_guides_question_is_answered_and_both_turns_are_stored(
    ana: Api, deps: Dependencies, clock: HeldClock
) -> None:
    analysed(ana, deps)
    session = start(ana)
    clock.advance(seconds=1)
    question = "How should I prepare for a technical interview?"
    reply = say(ana, session, question, headers=ENGLISH)
    shown = ana.get(f"/ai-coach/session/{session}").json
    assert [turn["role"] for turn in shown["messages"]] == ["coach", "user", "coach"]
    assert shown["messages"][1]["content"] == question
    assert shown["messages"][2]["content"] == reply


def test_a_mock_interview_judges_the_answer_it_was_given(
    ana: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed(ana, deps)
    # The session's id chooses the questions. This one asks for a story, and the feedback uses STAR.
    numbers = itertools.count()
    monkeypatch.setattr(deps, "new_id", lambda: uuid5(NAMESPACE_URL, f"story {next(numbers)}"))
    session = start(ana, job_description=ADVERTISEMENT, target_role="Engenheira de Dados")
    asked = say(ana, session, "Vamos fazer uma entrevista simulada")
    assert "Pergunta 1" in asked
    feedback = say(
        ana,
        session,
        "No Banco Azul o sistema caía toda semana. Eu precisava reduzir as quedas. Reescrevi a fila de pagamentos "
        "em Python e as quedas foram de 4 por mês para zero em três meses.",
    )
    assert "STAR: situação ✓ · tarefa ✓" in feedback
    assert "resultado ✓ · número ✓" in feedback
    assert "São 33 palavras" in feedback
    assert "Pergunta 2" in feedback


def test_sessions_are_listed_newest_first_with_their_last_words(ana: Api, clock: HeldClock) -> None:
    first = start(ana)
    clock.advance(minutes=1)
    second = start(ana, topic="salary_negotiation")
    reply = say(ana, second, "Quanto devo pedir?")
    page = ana.get("/ai-coach/sessions").json
    assert [item["session_id"] for item in page["items"]] == [second, first]
    assert page["items"][0]["message_count"] == 3
    assert reply.startswith(page["items"][0]["last_message"][:50])
    one = ana.get("/ai-coach/sessions", query={"limit": 1}).json
    rest = ana.get("/ai-coach/sessions", query={"limit": 1, "cursor": one["next_cursor"]}).json
    assert [item["session_id"] for item in rest["items"]] == [first]
    assert rest["next_cursor"] is None


def test_the_quota_of_messages_is_used_up_and_renewed(ana: Api, clock: HeldClock) -> None:
    session = start(ana)
    for n in range(15):
        clock.advance(seconds=1)
        say(ana, session, f"Pergunta {n}")
    refused = ana.post(f"/ai-coach/session/{session}/message", {"message": "mais uma"})
    assert (refused.status, refused.code) == (429, "QUOTA_EXCEEDED")
    assert refused.json["left"] == 0
    assert refused.json["renews_at"] == "2026-11-25T03:00:00Z"  # midnight in Brazil
    kept = ana.get(f"/ai-coach/session/{session}").json["messages"]
    assert len(kept) == 31, "a refused message is not kept"
    clock.advance(hours=15)
    fresh = ana.post("/auth/login", {"email": "pessoa1@example.com", "password": "uma senha comprida"})
    say(ana.as_user(fresh.json["access_token"]), session, "bom dia")


def test_a_retried_message_is_stored_once(ana: Api) -> None:
    session = start(ana)
    key = {"idempotency-key": "m1"}
    first = say(ana, session, "Oi", headers=key)
    assert say(ana, session, "Oi", headers=key) == first
    assert len(ana.get(f"/ai-coach/session/{session}").json["messages"]) == 3


@pytest.mark.parametrize(
    "form",
    [
        {"topic": "astrology"},
        {},
        {"topic": "cv_review", "analysis_id": "7"},
        {"topic": "cv_review", "job_description": "curta"},
    ],
)
def test_a_session_needs_a_known_topic(ana: Api, form: dict[str, object]) -> None:
    answer = ana.post("/ai-coach/session", form)
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")


def test_a_session_cannot_use_another_persons_analysis(
    ana: Api, new_user: Callable[[], Api], deps: Dependencies
) -> None:
    theirs = analysed(new_user(), deps)
    for identifier in (theirs, uuid4()):
        answer = ana.post("/ai-coach/session", {"topic": "cv_review", "analysis_id": str(identifier)})
        assert (answer.status, answer.code) == (404, "NOT_FOUND")


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "a\x00b"])
def test_a_message_says_something_of_readable_length(ana: Api, text: str) -> None:
    answer = ana.post(f"/ai-coach/session/{start(ana)}/message", {"message": text})
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")


def endless(*_: object) -> None:
    while True:
        pass


def test_a_message_that_takes_too_long_is_refused_and_costs_no_quota(
    ana: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(ana)
    monkeypatch.setattr(reading, "CPU_SECONDS", 0.05)
    monkeypatch.setattr(brain, "reply", endless)
    answer = ana.post(f"/ai-coach/session/{session}/message", {"message": "oi"})
    assert (answer.status, answer.code) == (422, "TEXT_UNREADABLE")
    assert deps.db.fetch_one("SELECT 1 FROM quota_usage WHERE kind = 'coach_messages' AND used > 0") is None
    assert len(ana.get(f"/ai-coach/session/{session}").json["messages"]) == 1


def test_a_session_whose_texts_take_too_long_is_not_opened(
    ana: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CPU_SECONDS", 0.05)
    monkeypatch.setattr(brain, "greet", endless)
    answer = ana.post("/ai-coach/session", {"topic": "cv_review"})
    assert (answer.status, answer.code) == (422, "TEXT_UNREADABLE")
    assert ana.get("/ai-coach/sessions").json["items"] == []
