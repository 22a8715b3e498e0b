"""POST /documents/{id}/review"""

from __future__ import annotations

from typing import Any

import pytest

from recoloca.documents import review as service
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.person import Person
from tests.support.resumes import FULL


@pytest.fixture
def ana(deps: Dependencies, api: Api) -> Person:
    return Person(deps, api, "ana")


def test_a_review_has_the_score_and_stores_nothing(ana: Person, deps: Dependencies) -> None:
    before = ana.api.get(f"/documents/{ana.document_id}").json
    used = deps.db.fetch_all("SELECT * FROM quota_usage")
    answer = ana.api.post(f"/documents/{ana.document_id}/review", {"content": FULL})
    assert answer.status == 200, answer.body
    assert 0 < answer.json["score"]["overall"] <= 100
    assert answer.json["ats"] == {"score": 100, "warnings": []}
    assert {line["path"] for line in answer.json["lines"]} >= {"basics.name", "work.0.highlights.1"}
    assert ana.api.get(f"/documents/{ana.document_id}").json == before
    assert deps.db.fetch_all("SELECT * FROM quota_usage") == used


def test_the_score_of_an_unchanged_document_is_near_that_of_its_file(ana: Person) -> None:
    document = ana.api.get(f"/documents/{ana.document_id}").json
    content = document["content"]
    del content["skills"]  # the file has no section of skills; the document lists those in its sentences
    reviewed = ana.api.post(f"/documents/{document['id']}/review", {"content": content}).json
    (version,) = ana.api.get(f"/documents/{document['id']}/versions").json["items"]
    assert reviewed["score"]["overall"] == pytest.approx(version["score"], abs=1)


def test_a_document_with_little_text_has_no_score_yet(ana: Person) -> None:
    answer = ana.api.post(f"/documents/{ana.document_id}/review", {"content": {"basics": {"name": "Ana"}}})
    assert (answer.status, answer.json) == (200, {"score": None, "ats": None, "suggestions": [], "lines": []})


def test_a_text_that_the_engine_cannot_read_is_refused(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise AnalysisError("FILE_TOO_COMPLEX")

    monkeypatch.setattr(service, "score", fail)
    answer = ana.api.post(f"/documents/{ana.document_id}/review", {"content": FULL})
    assert (answer.status, answer.code) == (422, "TEXT_UNREADABLE")
