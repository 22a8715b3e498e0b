"""In production only requests from CloudFront are answered, and a rotation of its secret blocks no request."""

from __future__ import annotations

from typing import Any

import pytest

from recoloca.runtime.http.origin import HEADER, refusal
from recoloca.runtime.settings import Settings


def asked_with(sent: str | None, accepted: str | None) -> dict[str, Any] | None:
    headers = {} if sent is None else {HEADER: sent}
    environment = {} if accepted is None else {"ORIGIN_SECRET": accepted}
    return refusal({"headers": headers}, Settings(environment))


@pytest.mark.parametrize("sent", [None, "", " ", "guess", "new old", "né"])
def test_a_request_around_the_edge_is_refused_as_a_problem(sent: str | None) -> None:
    answer = asked_with(sent, "new old")
    assert answer is not None
    assert answer["statusCode"] == 403
    assert answer["headers"]["content-type"] == "application/problem+json"
    assert "new" not in answer["body"]


@pytest.mark.parametrize("sent", ["new", "old"])
def test_both_secrets_are_taken_while_one_replaces_the_other(sent: str) -> None:
    assert asked_with(sent, "new old") is None


def test_the_local_platform_has_no_secret() -> None:
    assert asked_with(None, None) is None
