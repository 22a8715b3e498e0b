"""A document is made, edited, copied, deleted and taken back by its owner alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from recoloca.documents import repository, service, versions
from recoloca.engine.documents.resume import Resume
from recoloca.privacy import retention
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from tests.support.api import Api, ApiResponse
from tests.support.clock import HeldClock
from tests.support.person import Person

CONTENT: dict[str, Any] = {
    "basics": {"name": "Ana Souza"},
    "work": [
        {"position": "Engenheira", "name": "Banco Azul", "startDate": "2021-03", "highlights": ["Fiz."]}
    ],
}


@pytest.fixture
def ana(deps: Dependencies, api: Api) -> Person:
    return Person(deps, api, "ana")


@pytest.fixture
def blank(ana: Person) -> str:
    """An empty document."""
    return str(ana.api.post("/documents", {"title": "Rascunho"}).json["id"])


def save(person: Person, document: str, content: Any, version: object) -> ApiResponse:
    headers = {} if version is None else {"if-match": f'"{version}"'}
    return person.api.request("PUT", f"/documents/{document}", {"content": content}, headers=headers)


def of_plan(deps: Dependencies, person: Person, plan: str) -> None:
    deps.db.execute("UPDATE users SET plan = %s WHERE id = %s", (plan, person.user_id))


def test_a_document_of_an_analysis_has_what_was_read(ana: Person) -> None:
    answer = ana.api.post("/documents", {"title": " Meu currículo ", "analysis_id": str(ana.analysis_id)})
    assert answer.status == 201, answer.body
    made = answer.json
    assert (made["title"], made["origin"], made["language"], made["version"]) == (
        "Meu currículo",
        "analysis",
        "pt",
        1,
    )
    assert made["analysis_id"] == str(ana.analysis_id)
    assert made["content"]["basics"]["email"] == "ana.souza@example.com"
    assert made["content"]["work"][0]["name"] == "Banco Azul"
    assert ana.api.get(f"/documents/{made['id']}").json == made
    (version,) = ana.api.get(f"/documents/{made['id']}/versions").json["items"]
    analysis = ana.api.get(f"/cv/analysis/{ana.analysis_id}").json
    assert (version["number"], version["cause"], version["score"]) == (1, "created", analysis["score"])


def test_an_analysis_of_the_first_release_becomes_a_document(ana: Person, deps: Dependencies) -> None:
    """The result is what version 1.1.0 of the engine stored, before there were documents."""
    stored = (Path(__file__).parent / "data/analysis-1.1.0.json").read_text("utf-8")
    deps.db.execute("UPDATE cv_analyses SET result = %s WHERE id = %s", (stored, ana.analysis_id))
    answer = ana.api.post("/documents", {"title": "CV", "analysis_id": str(ana.analysis_id)})
    assert (answer.status, answer.json["content"]["basics"]["name"]) == (201, "Ana Conceição Müller")
    assert [job["name"] for job in answer.json["content"]["work"]] == [
        "Banco Azul",
        "Loja Verde & Filhos Ltda",
    ]


def test_an_unfinished_analysis_makes_no_document(ana: Person) -> None:
    form = {"title": "x", "analysis_id": str(ana.uploaded_id)}
    assert ana.api.post("/documents", form).code == "CONFLICT"


def test_an_empty_document_is_in_the_language_of_its_owner(ana: Person) -> None:
    made = ana.api.post("/documents", {"title": "CV"}, headers={"accept-language": "en"}).json
    assert (made["origin"], made["language"], made["content"]) == ("blank", "en", {})


def test_a_copy_has_the_content_and_its_own_versions(ana: Person) -> None:
    ana.api.request("PATCH", f"/documents/{ana.document_id}", {"template": "modern", "language": "es"})
    copy = ana.api.post("/documents", {"title": "Cópia", "document_id": ana.document_id}).json
    original = ana.api.get(f"/documents/{ana.document_id}").json
    assert (copy["origin"], copy["template"], copy["language"]) == ("duplicate", "modern", "es")
    assert (copy["content"], copy["version"]) == (original["content"], 1)
    assert save(ana, copy["id"], {}, 1).status == 200
    assert ana.api.get(f"/documents/{ana.document_id}").json == original


def test_a_document_has_one_source(ana: Person) -> None:
    both = {"title": "x", "document_id": str(uuid4()), "analysis_id": str(uuid4())}
    assert ana.api.post("/documents", both).code == "VALIDATION_ERROR"


def test_saving_makes_a_version(ana: Person, blank: str) -> None:
    answer = save(ana, blank, CONTENT, 1)
    assert (answer.status, answer.json["version"], answer.json["content"]) == (200, 2, CONTENT)
    assert [(each["number"], each["cause"]) for each in ana.api.get(f"/documents/{blank}/versions").json["items"]] == [
        (2, "edited"), (1, "created")
    ]  # fmt: skip


def test_saving_the_same_content_makes_no_version(ana: Person, blank: str) -> None:
    assert save(ana, blank, CONTENT, 1).json["version"] == 2
    assert save(ana, blank, CONTENT, 2).json["version"] == 2


def test_a_stale_save_gets_the_current_version(ana: Person, blank: str) -> None:
    stored = save(ana, blank, CONTENT, 1).json
    answer = save(ana, blank, {"basics": {"name": "Outra"}}, 1)
    assert (answer.status, answer.code) == (412, "DOCUMENT_CHANGED")
    assert {name: answer.json[name] for name in ("version", "content", "updated_at")} == {
        name: stored[name] for name in ("version", "content", "updated_at")
    }
    assert ana.api.get(f"/documents/{blank}").json == stored


def test_a_stale_save_is_counted(ana: Person, blank: str, deps: Dependencies) -> None:
    deps.metrics.metric_set.clear()
    with pytest.raises(Problem):
        service.save(deps, ana.user_id, UUID(blank), {}, 9)
    assert "DocumentConflict" in deps.metrics.metric_set
    deps.metrics.metric_set.clear()


def test_a_save_must_name_its_version(ana: Person, blank: str) -> None:
    assert (save(ana, blank, CONTENT, None).status, save(ana, blank, CONTENT, None).code) == (
        428,
        "PRECONDITION_REQUIRED",
    )
    assert save(ana, blank, CONTENT, "of yesterday").code == "DOCUMENT_CHANGED"


def test_a_save_takes_the_tag_of_a_read_in_both_forms(ana: Person, blank: str) -> None:
    tag = ana.api.get(f"/documents/{blank}").headers["etag"]
    path, body = f"/documents/{blank}", {"content": CONTENT}
    first = ana.api.request("PUT", path, body, headers={"if-match": tag})
    assert first.status == 200, first.body
    body = {"content": {}}
    strong = first.headers["etag"].removeprefix("W/")
    assert ana.api.request("PUT", path, body, headers={"if-match": strong}).json["version"] == 3
    body = {"content": CONTENT}
    assert ana.api.request("PUT", path, body, headers={"if-match": "*"}).json["version"] == 4


def test_an_unchanged_document_is_not_sent_again(ana: Person, blank: str, clock: HeldClock) -> None:
    tag = ana.api.get(f"/documents/{blank}").headers["etag"]
    path = f"/documents/{blank}"
    assert ana.api.get(path, headers={"if-none-match": tag}).status == 304
    clock.advance(seconds=1)
    assert ana.api.request("PATCH", path, {"title": "Outro"}).status == 200
    assert ana.api.get(path, headers={"if-none-match": tag}).status == 200


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"basics": {"nome": "Ana"}}, "content.basics.nome"),
        ({"work": [{"startDate": "março de 2021"}]}, "content.work.0.startDate"),
        ({"work": [{"startDate": "2021-13"}]}, "content.work.0.startDate"),
        ({"basics": {"name": "x" * 301}}, "content.basics.name"),
        ({"meta": {"recoloca": {"sections": ["hobbies"]}}}, "content.meta.recoloca.sections.0"),
    ],
)
def test_a_wrong_field_is_named(ana: Person, blank: str, content: Any, field: str) -> None:
    answer = save(ana, blank, content, 1)
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, [field])


def test_a_document_over_the_limit_is_refused(ana: Person, blank: str) -> None:
    long = {"work": [{"highlights": ["á" * 2000] * 70}]}
    answer = save(ana, blank, long, 1)
    assert (answer.status, answer.code) == (413, "DOCUMENT_TOO_LARGE")
    assert "256 kB" in answer.json["detail"]


def test_an_earlier_version_comes_back_as_a_new_one(ana: Person, blank: str) -> None:
    save(ana, blank, CONTENT, 1)
    save(ana, blank, {}, 2)
    answer = ana.api.post(f"/documents/{blank}/versions/2/restore")
    assert (answer.status, answer.json["version"], answer.json["content"]) == (200, 4, CONTENT)
    assert ana.api.get(f"/documents/{blank}/versions").json["items"][0]["cause"] == "restored"
    assert ana.api.post(f"/documents/{blank}/versions/9/restore").code == "NOT_FOUND"


def test_many_versions_are_thinned_to_one_a_day(
    ana: Person, blank: str, deps: Dependencies, clock: HeldClock
) -> None:
    for number in range(1, 121):
        content: Resume = {"basics": {"name": f"Ana {number}"}}
        assert service.save(deps, ana.user_id, UUID(blank), content, number).version == number + 1
        clock.advance(hours=6)
    found = [each.number for each in versions.list_all(deps, ana.user_id, UUID(blank)).items]
    assert found[:100] == list(range(121, 21, -1))
    days = 22 / 4
    assert len(found) - 100 == pytest.approx(days, abs=1)
    assert found == sorted(found, reverse=True)


def test_a_document_keeps_at_most_200_versions(ana: Person, blank: str, deps: Dependencies) -> None:
    deps.db.execute(
        """
        INSERT INTO document_versions (document_id, number, content, cause, created_at)
        SELECT %s, n, '{}', 'edited', timestamptz '2020-01-01' + n * interval '1 day' FROM generate_series(2, 300) n
        """,
        (blank,),
    )
    deps.db.execute("UPDATE documents SET current_version = 300 WHERE id = %s", (blank,))
    assert save(ana, blank, CONTENT, 300).json["version"] == 301
    found = [each["number"] for each in ana.api.get(f"/documents/{blank}/versions").json["items"]]
    assert found == list(range(301, 101, -1))


def test_a_deleted_document_can_be_taken_back(ana: Person, blank: str) -> None:
    before = ana.api.get(f"/documents/{blank}").json
    assert ana.api.delete(f"/documents/{blank}").status == 204
    assert ana.api.get(f"/documents/{blank}").code == "NOT_FOUND"
    assert save(ana, blank, CONTENT, 1).code == "NOT_FOUND"
    assert ana.api.get("/documents").json["items"] == []
    (deleted,) = ana.api.get("/documents", query={"deleted": "true"}).json["items"]
    assert (deleted["id"], deleted["deleted_at"] is not None) == (blank, True)
    restored = ana.api.post(f"/documents/{blank}/restore").json
    assert {**restored, "updated_at": None} == {**before, "updated_at": None}
    assert ana.api.post(f"/documents/{blank}/restore").code == "NOT_FOUND"


def test_a_deleted_document_is_erased_after_30_days(
    ana: Person, blank: str, deps: Dependencies, clock: HeldClock
) -> None:
    kept = str(ana.api.post("/documents", {"title": "Outro"}).json["id"])
    ana.api.delete(f"/documents/{blank}")
    clock.advance(days=29, hours=23)
    assert retention.clean_up(deps)["documents"] == 0
    clock.advance(hours=2)
    assert retention.clean_up(deps)["documents"] == 1
    left = deps.db.fetch_all("SELECT document_id FROM document_versions")
    assert [str(row["document_id"]) for row in left] == [kept]


def test_a_plan_allows_so_many_documents(ana: Person, deps: Dependencies) -> None:
    made = [ana.api.post("/documents", {"title": f"CV {number}"}) for number in range(4)]
    assert [answer.status for answer in made] == [201, 201, 201, 409]
    assert (made[3].code, made[3].json["limit"]) == ("PLAN_LIMIT_REACHED", 3)
    shown = ana.api.get("/documents").json
    assert (shown["used"], shown["limit"], len(shown["items"])) == (3, 3, 3)
    of_plan(deps, ana, "basic")
    assert ana.api.post("/documents", {"title": "Mais um"}).status == 201


def test_taking_back_a_deletion_counts(ana: Person) -> None:
    documents = [ana.api.post("/documents", {"title": "CV"}).json["id"] for _ in range(3)]
    ana.api.delete(f"/documents/{documents[0]}")
    assert ana.api.post("/documents", {"title": "No lugar dele"}).status == 201
    assert ana.api.post(f"/documents/{documents[0]}/restore").code == "PLAN_LIMIT_REACHED"
    assert ana.api.get(f"/documents/{documents[0]}").code == "NOT_FOUND"


def test_after_a_downgrade_only_creating_stops(ana: Person, deps: Dependencies) -> None:
    of_plan(deps, ana, "basic")
    documents = [ana.api.post("/documents", {"title": "CV"}).json["id"] for _ in range(5)]
    of_plan(deps, ana, "free")
    assert ana.api.post("/documents", {"title": "Mais um"}).code == "PLAN_LIMIT_REACHED"
    assert save(ana, documents[0], CONTENT, 1).status == 200
    assert ana.api.delete(f"/documents/{documents[1]}").status == 204


def test_the_same_key_makes_one_document(ana: Person) -> None:
    first, again = (
        ana.api.post("/documents", {"title": "CV"}, headers={"idempotency-key": "one"}) for _ in range(2)
    )
    assert (first.json["id"], again.headers["idempotency-replayed"]) == (again.json["id"], "true")
    assert ana.api.get("/documents").json["used"] == 1


def test_a_list_goes_on_with_its_cursor(ana: Person, clock: HeldClock) -> None:
    made = []
    for number in range(3):
        made.append(ana.api.post("/documents", {"title": f"CV {number}"}).json["id"])
        clock.advance(seconds=1)
    first = ana.api.get("/documents", query={"limit": "2"}).json
    rest = ana.api.get("/documents", query={"limit": "2", "cursor": first["next_cursor"]}).json
    assert [each["id"] for each in [*first["items"], *rest["items"]]] == made[::-1]
    assert rest["next_cursor"] is None


def test_a_document_outlives_its_analysis(ana: Person) -> None:
    assert ana.document_id
    assert ana.api.delete(f"/cv/analysis/{ana.analysis_id}").status == 204
    shown = ana.api.get(f"/documents/{ana.document_id}").json
    assert (shown["analysis_id"], shown["content"]["basics"]["name"]) == (None, "Ana Souza")


def test_a_save_that_loses_a_race_is_refused(
    ana: Person, blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = repository.save

    def late(db: Any, *given: Any, **named: Any) -> bool:
        db.execute("UPDATE documents SET current_version = 2 WHERE id = %s", (blank,))
        db.execute(
            "INSERT INTO document_versions SELECT document_id, 2, content, score, cause, created_at "
            "FROM document_versions WHERE document_id = %s",
            (blank,),
        )
        return kept(db, *given, **named)

    monkeypatch.setattr(repository, "save", late)
    answer = save(ana, blank, CONTENT, 1)
    assert (answer.status, answer.code) == (412, "DOCUMENT_CHANGED")


def test_nobody_else_reaches_a_document(ana: Person, blank: str, new_user: Callable[[], Api]) -> None:
    stranger = new_user()
    path = f"/documents/{blank}"
    answers = [
        stranger.get(path),
        stranger.request("PUT", path, {"content": {}}, headers={"if-match": "*"}),
        stranger.request("PATCH", path, {"title": "x"}),
        stranger.delete(path),
        stranger.get(f"{path}/versions"),
        stranger.post(f"{path}/versions/1/restore"),
        stranger.post(f"{path}/restore"),
        stranger.post("/documents", {"title": "x", "document_id": blank}),
    ]
    assert {answer.status for answer in answers} == {404}
    assert stranger.get("/documents").json["items"] == []
