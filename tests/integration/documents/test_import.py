"""A JSON Resume file becomes a document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api, ApiResponse
from tests.support.cvs import multipart
from tests.support.person import Person
from tests.support.resumes import FULL


@pytest.fixture
def ana(deps: Dependencies, api: Api) -> Person:
    return Person(deps, api, "ana")


def sent(person: Person, content: Any, **headers: str) -> ApiResponse:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    request = multipart(body, "resume.json", "application/json")
    return person.api.post("/documents/import", raw=request["raw"], headers={**request["headers"], **headers})


def test_every_field_of_a_json_resume_is_kept(ana: Person) -> None:
    answer = sent(ana, FULL)
    assert answer.status == 201, answer.body
    assert (answer.json["content"], answer.json["left_out"], answer.json["origin"]) == (FULL, [], "import")
    assert answer.json["title"] == "Ana Conceição Müller – Engenheira de Software Sênior"


def test_a_field_without_a_place_is_left_out_and_named(ana: Person) -> None:
    given = {
        "$schema": "https://example.com/schema.json",
        "basics": {"name": "Ana", "pronouns": "ela"},
        "work": [{"name": "Banco Azul", "keywords": ["a"]}, {"company": "Loja"}],
    }
    answer = sent(ana, given)
    assert answer.json["left_out"] == ["$schema", "basics.pronouns", "work.0.keywords", "work.1.company"]
    assert answer.json["content"] == {"basics": {"name": "Ana"}, "work": [{"name": "Banco Azul"}, {}]}


def test_the_time_of_a_date_is_left_out(ana: Person) -> None:
    answer = sent(ana, {"work": [{"startDate": "2021-03-15T00:00:00.000Z", "endDate": ""}]})
    assert answer.json["content"]["work"] == [{"startDate": "2021-03-15", "endDate": ""}]


@pytest.mark.parametrize(
    "body", [b"", b"%PDF-1.7", b"[]", b"{}", b'{"name": "Ana"}', b'{"basics": NaN}'],
    ids=["empty", "pdf", "list", "nothing", "no field", "nan"],
)  # fmt: skip
def test_what_is_no_json_resume_is_refused_with_what_was_expected(ana: Person, body: bytes) -> None:
    answer = sent(ana, body)
    assert (answer.status, answer.code) == (422, "IMPORT_UNREADABLE")
    assert answer.json["expected"] == ["application/json; JSON Resume 1.0"]


def test_a_wrong_field_of_a_file_is_named(ana: Person) -> None:
    answer = sent(ana, {"basics": {"name": 7}, "work": [{"endDate": "Present"}], "skills": ["Python"]})
    assert answer.code == "IMPORT_UNREADABLE"
    assert [error["field"] for error in answer.json["errors"]] == [
        "basics.name",
        "work.0.endDate",
        "skills.0",
    ]


def test_a_file_over_the_limit_is_refused(ana: Person) -> None:
    answer = sent(ana, {"work": [{"highlights": ["x" * 2000] * 100}] * 6})
    assert (answer.status, answer.code) == (413, "DOCUMENT_TOO_LARGE")


def test_the_same_file_with_one_key_is_imported_once(ana: Person) -> None:
    first, again = (sent(ana, FULL, **{"idempotency-key": "one"}) for _ in range(2))
    assert (first.json["id"], ana.api.get("/documents").json["used"]) == (again.json["id"], 1)


def test_a_request_without_a_file_is_refused(ana: Person) -> None:
    answer = ana.api.post("/documents/import", {"file": "x"})
    assert (answer.status, answer.code) == (415, "UNSUPPORTED_MEDIA_TYPE")
