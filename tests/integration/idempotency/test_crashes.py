"""A process may die anywhere in a request with an `Idempotency-Key`: a retry does nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recoloca.idempotency import repository
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV, analysed, multipart

KEY = {"idempotency-key": "3f0c"}


class KilledError(BaseException):
    """Simulates a process that ends without running any code of ours."""


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def dies(api: Api, monkeypatch: pytest.MonkeyPatch, path: str, **request: Any) -> None:
    """Send a request whose process dies just before its response is stored."""

    def killed(*_: object, **__: object) -> None:
        raise KilledError

    with monkeypatch.context() as crash:
        crash.setattr(repository, "remember", killed)
        crash.setattr(repository, "forget", lambda *_: None)
        if hasattr(repository, "let_go"):
            crash.setattr(repository, "let_go", lambda *_: None)
        assert api.post(path, **request).status == 500, "Mangum answers for the process that died"


def count(deps: Dependencies, query: Any, *parameters: object) -> int:
    row = deps.db.fetch_one(query, parameters)
    return int(row["n"]) if row and row["n"] else 0


USED = "SELECT sum(used) AS n FROM quota_usage WHERE kind = 'cv_analyses'"


@pytest.mark.parametrize("direct", [True, False])
def test_an_upload_is_made_once(
    ana: Api, deps: Dependencies, clock: HeldClock, monkeypatch: pytest.MonkeyPatch, direct: bool
) -> None:
    form = {"file_name": "cv.txt", "content_type": "text/plain", "size": 1000}
    request = multipart(CV) if direct else {"body": form, "headers": {}}
    request["headers"] = {**request["headers"], **KEY}
    dies(ana, monkeypatch, "/cv/upload", **request)
    clock.advance(seconds=61)
    answer = ana.post("/cv/upload", **request)
    assert answer.status == 200
    (shown,) = ana.get("/cv/analyses").json["items"]
    assert shown["id"] == answer.json["analysis_id"]
    assert count(deps, USED) == 1


@pytest.mark.parametrize(
    ("path", "body", "table"),
    [
        ("/ai-coach/session", {"topic": "cv_review"}, "ai_coach_sessions"),
        ("/users/export", None, "exports"),
    ],
)
def test_the_objects_of_a_request_are_created_once(
    ana: Api, deps: Dependencies, clock: HeldClock, monkeypatch: pytest.MonkeyPatch,
    path: str, body: Any, table: str,
) -> None:  # fmt: skip
    dies(ana, monkeypatch, path, body=body, headers=KEY)
    clock.advance(seconds=61)
    assert ana.post(path, body, headers=KEY).status in {200, 202}
    assert count(deps, f"SELECT count(*) AS n FROM {table}") == 1  # noqa: S608


def test_a_message_to_the_coach_is_answered_once(
    ana: Api, deps: Dependencies, clock: HeldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ana.post("/ai-coach/session", {"topic": "cv_review"}).json["session_id"]
    path = f"/ai-coach/session/{session}/message"
    dies(ana, monkeypatch, path, body={"message": "Oi"}, headers=KEY)
    clock.advance(seconds=61)
    assert ana.post(path, {"message": "Oi"}, headers=KEY).status == 200
    assert count(deps, "SELECT count(*) AS n FROM ai_coach_messages") == 3
    assert count(deps, "SELECT sum(used) AS n FROM quota_usage WHERE kind = 'coach_messages'") == 1


def test_a_failed_analysis_is_reopened_once(
    ana: Api, deps: Dependencies, clock: HeldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = analysed(ana, deps, b"MZ\x90\x00\x03" * 50)
    path = f"/cv/analysis/{failed}/retry"
    dies(ana, monkeypatch, path, headers=KEY)
    clock.advance(seconds=61)
    assert ana.post(path, headers=KEY).status == 202
    assert count(deps, USED) == 1
    published = "SELECT count(*) AS n FROM outbox WHERE topic = 'analysis' AND payload::text LIKE %s"
    assert count(deps, published, f"%{failed}%") == 1
