"""Results of an earlier version of the engine are read and scored again, or left and marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from recoloca.adapters.storage import StorageUnavailableError
from recoloca.cvs import rereading
from recoloca.cvs.repository import rereads
from recoloca.cvs.uploads import kept_key
from recoloca.engine.analysis.advice import model as advice
from recoloca.engine.analysis.errors import ExtractionStalledError
from recoloca.engine.analysis.version import CURRENT, VERSION
from recoloca.operations.service import run
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import CV, analysed
from tests.support.outage import outage
from tests.support.queues import run_task
from tests.support.releases import keep

NOTHING = {"reread": 0, "adopted": 0, "left": 0}
OLD = "1.0.0"


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


@pytest.fixture
def user_id(ana: Api, deps: Dependencies) -> UUID:
    return deps.token_verifier.verify(ana.token or "", deps.clock()).user_id


@pytest.fixture
def old(deps: Dependencies, user_id: UUID) -> list[UUID]:
    """Two results of an earlier release. Their files have expired."""
    return keep(deps.db, user_id, OLD)


def task() -> Any:
    return run_task("cv_results_reread", seconds_left=60)


def spoil(deps: Dependencies, analysis_id: UUID) -> None:
    """Take the text from a stored result, so that no engine can read it."""
    deps.db.execute(
        "UPDATE cv_analyses SET result = jsonb_set(result, '{lines}', '[]') WHERE id = %s", (analysis_id,)
    )


def version_of(ana: Api, analysis_id: UUID) -> tuple[str, bool]:
    shown = ana.get(f"/cv/analysis/{analysis_id}").json
    return shown["result"]["engine"]["version"], shown["earlier_version"]


def marks(ana: Api) -> dict[str, bool]:
    return {item["id"]: item["earlier_version"] for item in ana.get("/cv/analyses").json["items"]}


def test_old_results_are_read_again_from_their_lines(ana: Api, old: list[UUID]) -> None:
    assert version_of(ana, old[0]) == (OLD, True)
    assert marks(ana) == {str(identifier): True for identifier in old}
    assert task() == {**NOTHING, "reread": 2}
    assert version_of(ana, old[0]) == (VERSION, False)
    assert marks(ana) == {str(identifier): False for identifier in old}
    assert task() == NOTHING


def test_the_new_score_search_text_and_suggestions_are_stored(
    ana: Api, deps: Dependencies, old: list[UUID]
) -> None:
    deps.db.execute("UPDATE cv_analyses SET score = 1, content = ''")
    deps.db.execute("DELETE FROM suggestions")
    task()
    row = deps.db.fetch_one(
        """
        SELECT score, result, (SELECT count(*) FROM suggestions s WHERE s.analysis_id = a.id) AS suggestions
        FROM cv_analyses a WHERE id = %s
        """,
        (old[0],),
    )
    assert row is not None
    assert row["score"] == row["result"]["score"]["overall"]
    assert row["suggestions"] == len(row["result"]["suggestions"])
    assert len(ana.get("/cv/analyses", query={"q": "migração"}).json["items"]) == 1


def test_a_result_whose_file_is_kept_is_read_from_the_file(
    ana: Api, deps: Dependencies, user_id: UUID, old: list[UUID]
) -> None:
    body = CV.replace(b"Ana Souza", b"Rita Moreira")
    deps.uploads.put(kept_key(user_id, old[0], 1), body, "text/plain")
    deps.db.execute(
        "UPDATE cv_analyses SET object_key = %s WHERE id = %s", (kept_key(user_id, old[0], 1), old[0])
    )
    task()
    names = [ana.get(f"/cv/analysis/{one}").json["result"]["profile"]["name"] for one in old]
    assert names == ["Rita Moreira", "Lucía Ferrer Ocampo"]


def test_it_costs_no_quota_and_notifies_nobody(ana: Api, deps: Dependencies, old: list[UUID]) -> None:
    before = deps.db.fetch_all("SELECT * FROM quota_usage"), len(ana.get("/notifications").json["items"])
    assert task()["reread"] == len(old)
    after = deps.db.fetch_all("SELECT * FROM quota_usage"), len(ana.get("/notifications").json["items"])
    assert after == before


def test_a_result_of_this_version_is_not_read_again(ana: Api, deps: Dependencies) -> None:
    identifier = analysed(ana, deps)
    assert task() == NOTHING
    assert marks(ana) == {str(identifier): False}


def test_a_result_of_this_version_without_the_column_is_adopted(
    ana: Api, deps: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release before the column runs beside this one during a deployment."""
    analysed(ana, deps)
    deps.db.execute("UPDATE cv_analyses SET engine_version = 0, reread_version = 0")
    monkeypatch.delattr(rereading, "_analysed")
    assert task() == {**NOTHING, "adopted": 1}
    assert list(marks(ana).values()) == [False]


def test_an_unreadable_result_is_marked_and_not_tried_again(
    ana: Api, deps: Dependencies, old: list[UUID]
) -> None:
    spoil(deps, old[0])
    assert task() == {"reread": 1, "adopted": 0, "left": 1}
    assert task() == NOTHING
    assert marks(ana) == {str(old[0]): True, str(old[1]): False}
    assert ana.get(f"/cv/analysis/{old[0]}").json["score"] is not None


def test_marked_results_are_left_out_of_the_trend_and_of_means(
    ana: Api, deps: Dependencies, old: list[UUID]
) -> None:
    spoil(deps, old[0])
    task()
    shown, kept = ana.get("/dashboard").json, ana.get(f"/cv/analysis/{old[1]}").json["score"]
    assert [point["id"] for point in shown["trend"]] == [str(old[1])]
    assert shown["user_stats"]["avg_score"] == kept
    assert shown["user_stats"]["earlier_version_analyses"] == 1
    assert ana.get("/cv/statistics").json["avg_score"] == kept
    assert ana.get("/cv/statistics").json["completed_analyses"] == 2


def test_the_recent_activities_mark_an_earlier_version(ana: Api, deps: Dependencies, old: list[UUID]) -> None:
    deps.db.execute("UPDATE cv_analyses SET created_at = %s", (deps.clock(),))
    spoil(deps, old[0])
    task()
    found = ana.get("/dashboard").json["recent_activities"]
    assert {each["id"]: each["data"]["earlier_version"] for each in found} == {
        str(old[0]): True,
        str(old[1]): False,
    }


def test_results_of_two_versions_are_not_compared(ana: Api, deps: Dependencies, old: list[UUID]) -> None:
    spoil(deps, old[0])
    task()
    answer = ana.get(f"/cv/analysis/{old[0]}/compare/{old[1]}")
    assert (answer.status, answer.code) == (409, "VERSIONS_DIFFER")
    assert "versão anterior" in answer.json["detail"]


def test_results_of_one_earlier_version_are_compared(ana: Api, old: list[UUID]) -> None:
    assert ana.get(f"/cv/analysis/{old[0]}/compare/{old[1]}").status == 200


def test_the_cached_old_result_is_forgotten(ana: Api, deps: Dependencies, old: list[UUID]) -> None:
    assert version_of(ana, old[0]) == (OLD, True)
    before = deps.db.statements
    assert version_of(ana, old[0]) == (OLD, True)
    assert deps.db.statements == before, "it comes from the cache"
    task()
    assert version_of(ana, old[0]) == (VERSION, False)


def test_a_killed_run_is_continued_after_its_lease(
    deps: Dependencies, clock: HeldClock, old: list[UUID]
) -> None:
    taken = rereads.claim(deps.db, CURRENT, clock.now, clock.now + rereading.LEASE)
    assert taken is not None
    assert task()["reread"] == len(old) - 1
    clock.advance(minutes=3)
    assert task()["reread"] == 1


def test_a_result_that_ends_each_run_is_left_after_three_tries(
    ana: Api, deps: Dependencies, clock: HeldClock, old: list[UUID]
) -> None:
    for _ in range(rereading.MOST_ATTEMPTS):
        assert rereads.claim(deps.db, CURRENT, clock.now, clock.now + rereading.LEASE)
        deps.db.execute("UPDATE cv_analyses SET lease_until = %s WHERE id = %s", (clock.now, old[1]))
    assert task() == {"reread": 1, "adopted": 0, "left": 1}
    assert marks(ana)[str(old[1])] is True


def test_a_run_that_comes_late_does_not_overwrite_a_newer_result(
    ana: Api, deps: Dependencies, clock: HeldClock, old: list[UUID]
) -> None:
    late = rereads.claim(deps.db, CURRENT, clock.now, clock.now + rereading.LEASE)
    assert late is not None
    clock.advance(minutes=3)
    task()
    with deps.db.transaction():
        assert not rereads.replace(deps.db, late.id, CURRENT, late.result, clock.now)
    rereads.leave(deps.db, late.id, CURRENT)
    assert version_of(ana, late.id) == (VERSION, False)


def test_an_older_release_leaves_the_results_of_a_newer_one_alone(
    deps: Dependencies, old: list[UUID]
) -> None:
    task()
    assert rereading.reread(deps, lambda: 60, CURRENT - 1) == rereading.Reread()


def test_storage_that_is_down_costs_no_try(deps: Dependencies, user_id: UUID, old: list[UUID]) -> None:
    deps.db.execute("UPDATE cv_analyses SET object_key = %s", (kept_key(user_id, old[0], 1),))
    for _ in range(rereading.MOST_ATTEMPTS + 1):
        with outage(deps, "uploads", "s3"), pytest.raises(StorageUnavailableError):
            task()
    assert task()["reread"] == len(old)


def test_a_busy_machine_leaves_the_result_to_the_next_run(
    deps: Dependencies, clock: HeldClock, old: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stalled(*_: object) -> None:
        raise ExtractionStalledError

    with monkeypatch.context() as busy:
        busy.setattr(rereading, "_analysed", stalled)
        assert task() == NOTHING
    clock.advance(minutes=3)
    assert task()["reread"] == len(old)


def test_a_run_claims_nothing_that_it_has_no_time_for(deps: Dependencies, old: list[UUID]) -> None:
    assert rereading.reread(deps, lambda: rereading.ONE_RESULT) == rereading.Reread()
    assert task()["reread"] == len(old)


def test_a_contested_result_waits_for_the_answer(ana: Api, deps: Dependencies, old: list[UUID]) -> None:
    reason = {"reason": "A nota ignora minha última experiência."}
    assert ana.post(f"/cv/analysis/{old[0]}/review", reason).status == 202
    assert task()["reread"] == 1
    (request,) = run(deps, "reviews.list", {})
    run(deps, "reviews.answer", {"review_id": request["id"], "answer": "Lemos o seu CV."})
    assert task()["reread"] == 1


def test_the_operator_sees_and_retries_what_was_left(deps: Dependencies, old: list[UUID]) -> None:
    assert run(deps, "cvs.versions", {}) == {"version": VERSION, "current": 0, "waiting": 2, "left": 0}
    spoil(deps, old[0])
    task()
    assert run(deps, "cvs.versions", {}) == {"version": VERSION, "current": 1, "waiting": 0, "left": 1}
    assert run(deps, "cvs.retry_results", {}) == {"again": 1}
    assert run(deps, "cvs.versions", {})["waiting"] == 1
    assert task() == {**NOTHING, "left": 1}


def test_a_models_advice_stays_where_its_line_is_unchanged(
    ana: Api, deps: Dependencies, user_id: UUID
) -> None:
    (identifier, *_) = keep(deps.db, user_id, "1.1.0")
    deps.db.execute(
        "UPDATE cv_analyses SET result = jsonb_set(result, '{engine,version}', '\"1.0.0\"') WHERE id = %s",
        (identifier,),
    )
    task()
    result = ana.get(f"/cv/analysis/{identifier}").json["result"]
    (added,) = [each for each in result["suggestions"] if each["id"] == advice.SUGGESTION]
    assert added["quote"] == "8 anos de experiência"
    assert result["engine"]["model"] == "model-of-the-time"


def test_a_deleted_analysis_is_not_stored_again(
    ana: Api, deps: Dependencies, old: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = rereading._analysed

    def overtaken(deps: Dependencies, row: rereads.OldResult) -> Any:
        ana.delete(f"/cv/analysis/{row.id}")
        return read(deps, row)

    monkeypatch.setattr(rereading, "_analysed", overtaken)
    assert task() == NOTHING
    assert ana.get("/cv/analyses").json["items"] == []
