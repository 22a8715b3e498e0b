"""The readiness of the API's dependencies."""

from __future__ import annotations

import pytest

from recoloca.adapters.cache import Cache
from recoloca.adapters.postgres import Database
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.outage import outage

ALL_UP = {"status": "ready", "database": "up", "cache": "up", "queue": "up", "bucket": "up"}


def test_all_dependencies_are_ready(api: Api) -> None:
    answer = api.get("/health/ready")
    assert (answer.status, answer.json) == (200, ALL_UP)


@pytest.mark.parametrize("path", ["/health", "/health/ready"])
def test_a_monitor_may_ask_with_head(path: str, api: Api) -> None:
    assert api.request("HEAD", path).status == 200


@pytest.mark.parametrize(
    ("adapter", "service", "part"), [("queues", "sqs", "queue"), ("uploads", "s3", "bucket")]
)
def test_a_service_that_is_down_is_named_and_the_api_stays_up(
    adapter: str, service: str, part: str, api: Api, deps: Dependencies
) -> None:
    with outage(deps, adapter, service):
        answer = api.get("/health/ready")
    assert (answer.status, answer.json) == (200, {**ALL_UP, "status": "degraded", part: "down"})
    assert api.get("/health/ready").json == ALL_UP


@pytest.mark.parametrize("gone", ["ANALYSIS_QUEUE_URL", "UPLOAD_BUCKET"])
def test_a_queue_or_a_bucket_that_is_not_there_is_down(
    gone: str, api: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = deps.settings.environment
    monkeypatch.setattr(deps, "settings", Settings({**environment, gone: f"{environment[gone]}-gone"}))
    answer = api.get("/health/ready")
    assert (answer.status, answer.json["status"]) == (200, "degraded")


def test_without_the_cache_the_service_is_degraded(
    api: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cache, "ping", lambda _: False)
    answer = api.get("/health/ready")
    assert (answer.status, answer.json) == (200, {**ALL_UP, "status": "degraded", "cache": "down"})


def test_without_the_database_there_is_no_service(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "healthy", lambda _: False)
    answer = api.get("/health/ready")
    assert (answer.status, answer.json) == (503, {**ALL_UP, "status": "unavailable", "database": "down"})
