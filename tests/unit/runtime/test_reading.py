"""The engine reads a user's text in a request: every failure has one clear code."""

from __future__ import annotations

import io
import json

import pytest

from recoloca.engine.matching.errors import AdvertisementError
from recoloca.runtime import reading as module
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from recoloca.runtime.reading import reading
from recoloca.runtime.settings import Settings


@pytest.fixture
def deps() -> Dependencies:
    return Dependencies(Settings({"SLUG": "ai_coach_message"}))


def endless() -> None:
    while True:
        pass


def test_work_without_end_ends_at_the_limit(deps: Dependencies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CPU_SECONDS", 0.05)
    with pytest.raises(Problem) as caught, reading(deps):
        endless()
    assert (caught.value.code, caught.value.status) == ("TEXT_UNREADABLE", 422)


def test_a_fault_of_the_engine_is_counted_and_logged_without_its_words(
    deps: Dependencies, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(module.logger.registered_handler, "stream", log)
    with pytest.raises(Problem, match="TEXT_UNREADABLE"), reading(deps):
        raise OverflowError("my salary is secret")
    deps.publish_metrics()
    assert '"TextFault"' in capsys.readouterr().out
    line = json.loads(log.getvalue())
    assert (line["error"], line["where"].partition(":")[0]) == ("OverflowError", "test_reading.py")
    assert "secret" not in log.getvalue()


def test_a_refusal_that_the_engine_explains_passes(deps: Dependencies) -> None:
    with pytest.raises(AdvertisementError), reading(deps, AdvertisementError):
        raise AdvertisementError("ADVERTISEMENT_EMPTY")
