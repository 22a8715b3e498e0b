"""From an S3 event to a stored result. Delivery is at-least-once, so the worker is idempotent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from recoloca.cvs.uploads import s3_event
from recoloca.cvs.worker import StillProcessingError, handle_message
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError, ExtractionStalledError
from recoloca.engine.analysis.guard import guarded
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV, multipart


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


@pytest.fixture
def uploaded(ana: Api, deps: Dependencies) -> tuple[UUID, str]:
    """An analysis whose file is in S3, and the message of its event."""
    identifier = UUID(ana.post("/cv/upload", **multipart(CV)).json["analysis_id"])
    row = deps.db.fetch_one("SELECT object_key FROM cv_analyses WHERE id = %s", (identifier,))
    assert row is not None
    return identifier, json.dumps(s3_event(row["object_key"]))


def run(
    deps: Dependencies, body: str, *, receive_count: int = 1, analyze: Callable[..., Any] = analyze
) -> None:
    handle_message(deps, body, receive_count=receive_count, seconds_left=8, analyze=analyze)


def used_quota(deps: Dependencies) -> int:
    row = deps.db.fetch_one("SELECT used FROM quota_usage WHERE kind = 'cv_analyses'")
    return int(row["used"]) if row else 0


def test_a_real_cv_becomes_a_real_result(ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]) -> None:
    identifier, message = uploaded
    run(deps, message)
    shown = ana.get(f"/cv/analysis/{identifier}").json
    assert shown["status"] == "completed"
    assert shown["progress"] == {"stage": "done", "percent": 100}
    assert shown["result"]["profile"]["name"] == "Ana Souza"
    assert shown["result"]["profile"]["phone"] == "+5511987654321"
    assert shown["score"] == shown["result"]["score"]["overall"]
    stored = deps.db.fetch_one("SELECT count(*) AS n FROM suggestions WHERE analysis_id = %s", (identifier,))
    assert stored is not None
    assert stored["n"] == len(shown["result"]["suggestions"]) > 0


def test_the_progress_shows_the_workers_real_stage(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    identifier, message = uploaded
    seen: list[str] = []

    def watched(data: bytes, *, locale: str, on_stage: Callable[[str], None]) -> AnalysisResult:
        def look(stage: str) -> None:
            on_stage(stage)
            shown = ana.get(f"/cv/analysis/{identifier}").json
            assert shown["status"] == "processing"
            seen.append(shown["progress"]["stage"])

        return analyze(data, locale=locale, on_stage=look)

    run(deps, message, analyze=watched)
    assert seen == ["extracting", "structuring", "scoring"]


def test_a_duplicate_event_changes_nothing(ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]) -> None:
    identifier, message = uploaded
    run(deps, message)
    before = ana.get(f"/cv/analysis/{identifier}").json

    def never(*_: object, **__: object) -> AnalysisResult:
        raise AssertionError("a finished analysis was analysed again")

    run(deps, message, analyze=never)
    assert ana.get(f"/cv/analysis/{identifier}").json == before
    assert used_quota(deps) == 1


def test_an_unreadable_file_fails_with_a_reason_and_refunds_the_quota(ana: Api, deps: Dependencies) -> None:
    identifier = ana.post("/cv/upload", **multipart(b"MZ\x90\x00\x03" * 50, name="cv.pdf")).json[
        "analysis_id"
    ]
    row = deps.db.fetch_one("SELECT object_key FROM cv_analyses")
    assert row is not None
    run(deps, json.dumps(s3_event(row["object_key"])))
    shown = ana.get(f"/cv/analysis/{identifier}").json
    assert shown["status"] == "failed"
    assert shown["error"]["code"] == "FILE_TYPE_INVALID"
    assert len(shown["error"]["message"].split()) > 4
    assert used_quota(deps) == 0


def test_a_crashed_workers_analysis_is_processed_again(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str], clock: HeldClock
) -> None:
    identifier, message = uploaded

    class Killed(BaseException):
        """Simulates a process that ends without running any code of ours."""

    def killed(*_: object, **__: object) -> AnalysisResult:
        raise Killed

    with pytest.raises(Killed):
        run(deps, message, analyze=killed)
    assert ana.get(f"/cv/analysis/{identifier}").json["status"] == "processing"
    with pytest.raises(StillProcessingError):
        run(deps, message)
    clock.advance(seconds=60)
    run(deps, message)
    assert deps.db.fetch_one("SELECT status, attempt FROM cv_analyses") == {
        "status": "completed",
        "attempt": 2,
    }


def test_a_worker_with_an_expired_lease_changes_nothing(
    deps: Dependencies, uploaded: tuple[UUID, str], clock: HeldClock
) -> None:
    _, message = uploaded

    def overtaken(data: bytes, **options: Any) -> AnalysisResult:
        clock.advance(seconds=60)
        run(deps, message)
        result = analyze(data, **options)
        result["score"]["overall"] = 1
        return result

    run(deps, message, analyze=overtaken)
    row = deps.db.fetch_one("SELECT score, attempt FROM cv_analyses")
    assert row is not None
    assert row["attempt"] == 2
    assert row["score"] != 1


def test_a_file_that_breaks_the_engine_fails_at_the_first_try(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    identifier, message = uploaded

    def broken(*_: object, **__: object) -> AnalysisResult:
        with guarded():
            raise IndexError("Ana Souza")

    run(deps, message, analyze=broken)
    shown = ana.get(f"/cv/analysis/{identifier}").json
    assert (shown["status"], shown["error"]["code"]) == ("failed", "FILE_UNREADABLE")
    assert shown["error"]["retry"] is False
    assert used_quota(deps) == 0


def test_after_four_attempts_on_a_busy_machine_the_owner_is_notified(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    identifier, message = uploaded

    def stalled(*_: object, **__: object) -> AnalysisResult:
        raise ExtractionStalledError

    for receive_count in (1, 2, 3):
        with pytest.raises(ExtractionStalledError):
            run(deps, message, receive_count=receive_count, analyze=stalled)
        assert ana.get(f"/cv/analysis/{identifier}").json["status"] == "processing"
    with pytest.raises(ExtractionStalledError):
        run(deps, message, receive_count=4, analyze=stalled)
    shown = ana.get(f"/cv/analysis/{identifier}", headers={"accept-language": "en"}).json
    assert shown["status"] == "failed"
    assert shown["error"]["code"] == "ANALYSIS_FAILED"
    assert shown["error"]["retry"] is True
    assert used_quota(deps) == 0
    run(deps, message)
    assert ana.get(f"/cv/analysis/{identifier}").json["status"] == "completed"


def test_a_failed_one_can_be_tried_again_by_its_owner(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    identifier, message = uploaded

    def broken(*_: object, **__: object) -> AnalysisResult:
        raise AnalysisError("FILE_CORRUPT")

    run(deps, message, analyze=broken)
    assert ana.post(f"/cv/analysis/{identifier}/retry").status == 202
    assert used_quota(deps) == 1
    assert ana.get(f"/cv/analysis/{identifier}").json["status"] == "pending"
    again = ana.post(f"/cv/analysis/{identifier}/retry")
    assert (again.status, again.code) == (409, "CONFLICT")
    assert used_quota(deps) == 1
    run(deps, message)
    assert ana.get(f"/cv/analysis/{identifier}").json["status"] == "completed"


def test_events_of_other_objects_change_nothing(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    identifier, _ = uploaded
    before = deps.db.fetch_one("SELECT * FROM cv_analyses")
    deps.uploads.put("something/else.txt", CV, "text/plain")
    deps.uploads.put(f"other/x/{identifier}", CV, "text/plain")

    def never(*_: object, **__: object) -> AnalysisResult:
        raise AssertionError("a foreign object was analysed")

    run(deps, json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent"}), analyze=never)
    for key in ("something/else.txt", f"other/x/{identifier}"):
        run(deps, json.dumps(s3_event(key)), analyze=never)
        assert deps.uploads.exists(key), "only what is in the folder of uploads may be thrown away"
    assert deps.db.fetch_one("SELECT * FROM cv_analyses") == before


def test_history_search_finds_words_without_accents_and_by_stem(
    ana: Api, deps: Dependencies, uploaded: tuple[UUID, str]
) -> None:
    _, message = uploaded
    run(deps, message)
    for words in ("migracao", "serviço", "engenheira de software", "postgresql"):
        assert len(ana.get("/cv/analyses", query={"q": words}).json["items"]) == 1, words
    assert ana.get("/cv/analyses", query={"q": "enfermagem"}).json["items"] == []
