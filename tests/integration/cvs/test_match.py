"""Matching an analysed CV with an advertisement, through the function's own handler."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from recoloca.cvs import match
from recoloca.runtime import reading
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.cvs import CV, analysed, multipart

ADVERTISEMENT = """Engenheira de Software Sênior

Requisitos:
- Python e PostgreSQL
- Experiência com Apache Kafka
- Inglês avançado

Diferenciais:
- AWS Lambda
"""


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


@pytest.fixture
def analysis(ana: Api, deps: Dependencies) -> UUID:
    return analysed(ana, deps)


def test_skills_of_the_cv_match_with_their_line_and_others_are_missing(ana: Api, analysis: UUID) -> None:
    answer = ana.post(f"/cv/analysis/{analysis}/match", {"job_description": ADVERTISEMENT})
    assert answer.status == 200, answer.body
    lines = ana.get(f"/cv/analysis/{analysis}").json["result"]["lines"]
    present = {one["keyword"]: one for one in answer.json["present"]}
    assert "Python" in present
    assert "Python" in lines[present["Python"]["line"] - 1]["text"]
    assert "Apache Kafka" in {one["keyword"] for one in answer.json["missing"]}
    assert 0 < answer.json["score"] < 100
    assert str(answer.json["score"]) in answer.json["formula"]


def test_without_an_advertisement_the_one_of_the_upload_counts(ana: Api, deps: Dependencies) -> None:
    request = multipart(CV)
    boundary = request["headers"]["content-type"].partition("boundary=")[2]
    field = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="job_description"\r\n\r\n{ADVERTISEMENT}\r\n'
    )
    identifier = analysed(ana, deps, request={**request, "raw": field.encode() + request["raw"]})
    stored = ana.post(f"/cv/analysis/{identifier}/match")
    given = ana.post(f"/cv/analysis/{identifier}/match", {"job_description": ADVERTISEMENT})
    assert stored.status == 200, stored.body
    assert stored.json == given.json


@pytest.mark.parametrize("body", [None, {}, {"job_description": ""}, {"job_description": "Python"}])
def test_an_advertisement_without_requirements_has_a_message(
    ana: Api, analysis: UUID, body: dict[str, str] | None
) -> None:
    answer = ana.post(f"/cv/analysis/{analysis}/match", body)
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    (fault,) = answer.json["errors"]
    assert fault["field"] == "job_description"
    assert "vaga" in fault["message"]


def test_an_unfinished_analysis_cannot_be_matched(ana: Api) -> None:
    form = {"file_name": "cv.pdf", "content_type": "application/pdf", "size": 1000}
    waiting = ana.post("/cv/upload", form).json["analysis_id"]
    answer = ana.post(f"/cv/analysis/{waiting}/match", {"job_description": ADVERTISEMENT})
    assert (answer.status, answer.code) == (409, "CONFLICT")


def test_an_advertisement_that_takes_too_long_is_refused(
    ana: Api, analysis: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr(reading, "CPU_SECONDS", 0.05)
    monkeypatch.setattr(match, "match", endless)
    answer = ana.post(f"/cv/analysis/{analysis}/match", {"job_description": ADVERTISEMENT})
    assert (answer.status, answer.code) == (422, "TEXT_UNREADABLE")
