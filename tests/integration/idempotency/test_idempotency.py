"""The same `Idempotency-Key` and body get the same response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recoloca.runtime import rate_limit
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock

UPLOAD: dict[str, Any] = {"file_name": "cv.pdf", "content_type": "application/pdf", "size": 1000}
KEY = {"idempotency-key": "3f0c"}


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def test_a_repeated_request_gets_the_same_response(ana: Api, deps: Dependencies) -> None:
    first = ana.post("/cv/upload", UPLOAD, headers=KEY)
    again = ana.post("/cv/upload", UPLOAD, headers=KEY)
    assert first.status == again.status == 200
    assert first.json == again.json
    assert again.headers["idempotency-replayed"] == "true"
    assert len(ana.get("/cv/analyses").json["items"]) == 1


def test_another_body_under_the_same_key_is_refused(ana: Api) -> None:
    ana.post("/cv/upload", UPLOAD, headers=KEY)
    answer = ana.post("/cv/upload", {**UPLOAD, "size": 2000}, headers=KEY)
    assert (answer.status, answer.code) == (422, "IDEMPOTENCY_KEY_REUSED")


def test_keys_belong_to_their_user(new_user: Callable[[], Api]) -> None:
    first = new_user().post("/cv/upload", UPLOAD, headers=KEY)
    second = new_user().post("/cv/upload", UPLOAD, headers=KEY)
    assert first.json["analysis_id"] != second.json["analysis_id"]


def test_a_refused_request_may_be_tried_again(ana: Api) -> None:
    refused = ana.post("/cv/upload", {**UPLOAD, "size": 0}, headers=KEY)
    assert refused.code == "FILE_EMPTY"
    assert ana.post("/cv/upload", UPLOAD, headers=KEY).status == 200


def test_a_key_expires_after_a_day(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    first = ana.post("/cv/upload", UPLOAD, headers=KEY)
    claims = deps.token_verifier.verify(ana.token or "", clock())
    clock.advance(hours=24, seconds=1)
    again = ana.as_user(deps.token_signer.sign(claims, clock())).post("/cv/upload", UPLOAD, headers=KEY)
    assert again.json["analysis_id"] != first.json["analysis_id"]


def test_a_request_under_way_is_not_done_twice(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    ana.post("/cv/upload", UPLOAD, headers=KEY)
    deps.db.execute("UPDATE idempotency_keys SET status = NULL, body = NULL, headers = NULL")
    answer = ana.post("/cv/upload", UPLOAD, headers=KEY)
    assert (answer.status, answer.code) == (409, "IDEMPOTENCY_IN_PROGRESS")
    clock.advance(seconds=61)
    assert ana.post("/cv/upload", UPLOAD, headers=KEY).status == 200


def test_a_repeated_request_counts_for_the_rate_limit(ana: Api) -> None:
    answers = [ana.post("/cv/upload", UPLOAD, headers=KEY) for _ in range(40)]
    assert {answer.status for answer in answers} == {200, 429}
    assert answers[1].headers["ratelimit"].startswith('"api";r=')


def test_a_request_with_a_key_counts_once(ana: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    enforce = rate_limit.enforce

    def counting(deps: Dependencies, limit: rate_limit.Limit, who: str) -> dict[str, str]:
        counted.append(limit.name)
        return enforce(deps, limit, who)

    monkeypatch.setattr(rate_limit, "enforce", counting)
    answer = ana.post("/cv/upload", UPLOAD, headers=KEY)
    assert "ratelimit" in answer.headers
    assert counted == ["api"]
