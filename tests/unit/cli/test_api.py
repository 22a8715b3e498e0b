"""The waiting of commands for the API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from recoloca.cli.api import LONGEST_PAUSE, PATIENCE, Api, ApiError, read, wait_of


def answer(status: int, code: str | None = None, **headers: str) -> httpx.Response:
    body = json.dumps({"code": code}) if code else "<html>"
    return httpx.Response(
        status, text=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(
    ("given", "wait"),
    [
        (answer(200), None),
        (answer(429), 7),
        (answer(429, retry_after="60"), 60),
        (answer(429, "RATE_LIMIT_EXCEEDED", retry_after="1"), 1),
        (answer(429, "QUOTA_EXCEEDED", retry_after="60"), None),
        (answer(503, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), 7),
        (answer(502), 7),
        (answer(504), 7),
        (answer(500, "INTERNAL_ERROR"), None),
        (answer(409, "IDEMPOTENCY_IN_PROGRESS", retry_after="1"), 1),
        (answer(409, "CONFLICT"), None),
        (answer(403), None),
    ],
)
def test_only_temporary_errors_are_retried(given: httpx.Response, wait: float | None) -> None:
    assert wait_of(given, 7) == wait


@pytest.mark.parametrize(
    ("status", "code", "ours", "all_"),
    [
        (422, "VALIDATION_ERROR", True, False),
        (404, "NOT_FOUND", True, False),
        (403, "UNKNOWN", False, False),
        (408, "UNKNOWN", False, False),
        (401, "AUTH_REQUIRED", False, True),
        (429, "RATE_LIMIT_EXCEEDED", False, True),
        (409, "IDEMPOTENCY_IN_PROGRESS", False, False),
        (500, "INTERNAL_ERROR", False, False),
        (502, "UNKNOWN", False, True),
        (0, "UNREACHABLE", False, True),
    ],
)
def test_a_refusal_is_about_the_request_or_about_everything(
    status: int, code: str, ours: bool, all_: bool
) -> None:
    error = ApiError(status, code, "")
    assert (error.about_this_request, error.about_everything) == (ours, all_)


def with_retries(
    outcomes: Iterator[httpx.Response | None], patience: float | None = None
) -> tuple[Any, list[float]]:
    """What came of it and the pauses, for answers and failed connections (None) in turn."""
    now, pauses = [0.0], []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    async def send() -> httpx.Response:
        outcome = next(outcomes)
        if outcome is None:
            raise httpx.ConnectError("refused")
        return outcome

    async def ask() -> Any:
        async with Api("http://x", "ana@example.com", "", monotonic=lambda: now[0], sleep=sleep) as api:
            try:
                return await api.with_retries(send, patience)
            except ApiError as error:
                return error

    return asyncio.run(ask()), pauses


def test_pauses_grow_and_end() -> None:
    given = iter([answer(429), None, answer(502), answer(429, retry_after="60"), answer(200)])
    found, pauses = with_retries(given)
    assert (found.status_code, pauses) == (200, [1, 2, 4, 60])


def test_patience_ends() -> None:
    found, pauses = with_retries(iter(lambda: answer(429), None))
    assert found.status_code == 429
    assert max(pauses) == LONGEST_PAUSE
    assert PATIENCE - LONGEST_PAUSE <= sum(pauses) <= PATIENCE


def test_an_address_where_nothing_ever_answered_is_not_tried_again() -> None:
    found, pauses = with_retries(iter([None, answer(200)]))
    assert (found.code, pauses) == ("UNREACHABLE", [])
    found, pauses = with_retries(iter([answer(429, retry_after="0"), None]), patience=0)
    assert (found.code, pauses) == ("UNREACHABLE", [0])


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("body", ["<html>", "[" * 100_000, '{"a": NaN}'], ids=["html", "deep", "nan"])
def test_an_answer_that_is_no_json_is_an_error_of_the_api(status: int, body: str) -> None:
    with pytest.raises(ApiError) as caught:
        read(httpx.Response(status, text=body))
    assert (caught.value.status, caught.value.code) == (status, "UNKNOWN")
