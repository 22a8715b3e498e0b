"""Quotas renew at midnight in São Paulo, which is 03:00 UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock

UPLOAD: dict[str, Any] = {"file_name": "cv.pdf", "content_type": "application/pdf", "size": 1000}


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


def at(api: Api, deps: Dependencies, clock: HeldClock, moment: datetime) -> Api:
    """The same person at another time, with a token of that time."""
    claims = deps.token_verifier.verify(api.token or "", clock())
    clock.now = moment
    return api.as_user(deps.token_signer.sign(claims, moment))


def test_a_month_ends_at_midnight_in_sao_paulo(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    late = at(ana, deps, clock, datetime(2026, 12, 1, 2, 59, 59, tzinfo=UTC))
    for _ in range(3):
        assert late.post("/cv/upload", UPLOAD).status == 200
    refused = late.post("/cv/upload", UPLOAD)
    assert (refused.code, refused.headers["retry-after"]) == ("QUOTA_EXCEEDED", "1")
    assert refused.json["renews_at"] == "2026-12-01T03:00:00Z"
    december = at(late, deps, clock, datetime(2026, 12, 1, 3, 0, tzinfo=UTC))
    assert december.post("/cv/upload", UPLOAD).status == 200
    quota = december.get("/users/profile").json["quota"]["cv_analyses"]
    assert (quota["used"], quota["renews_at"]) == (1, "2027-01-01T03:00:00Z")


def test_a_day_of_the_coach_ends_at_midnight_in_sao_paulo(
    ana: Api, deps: Dependencies, clock: HeldClock
) -> None:
    late = at(ana, deps, clock, datetime(2026, 11, 25, 2, 59, tzinfo=UTC))
    quota = late.get("/users/profile").json["quota"]["coach_messages"]
    assert quota["renews_at"] == "2026-11-25T03:00:00Z"
    next_day = at(late, deps, clock, datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    quota = next_day.get("/users/profile").json["quota"]["coach_messages"]
    assert quota["renews_at"] == "2026-11-26T03:00:00Z"
