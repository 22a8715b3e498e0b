"""`recoloca reviews`: a human reviews an automated decision and answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.platform import LocalPlatform
from infra.local.servers.process import wait_until
from tests.integration.cli.conftest import Person, Recoloca
from tests.support.cvs import CV

REASON = "A nota ignora minha última experiência."


@pytest.fixture
def asked(platform: LocalPlatform, person: Person) -> str:
    """The path of the review of an analysis whose owner asked for a human review."""
    upload = person.http.post("/api/cv/upload", files={"file": ("cv.txt", CV, "text/plain")})
    path = f"/api/cv/analysis/{upload.json()['analysis_id']}"
    assert wait_until(lambda: person.http.get(path).json()["status"] == "completed", 30)
    answer = person.http.post(f"{path}/review", json={"reason": REASON})
    assert answer.status_code == 202, answer.text
    return f"{path}/review"


def request_of(recoloca: Recoloca, review: dict[str, Any]) -> dict[str, Any]:
    (found,) = [each for each in recoloca("reviews", "list", "--json").json if each["id"] == review["id"]]
    return dict(found)


def test_a_request_is_seen_read_and_answered(
    recoloca: Recoloca, person: Person, asked: str, tmp_path: Path
) -> None:
    review = person.http.get(asked).json()
    assert request_of(recoloca, review)["reason"] == REASON
    assert REASON in recoloca("reviews", "list").out
    shown = recoloca("reviews", "show", review["id"]).out
    assert "Engenheira de software com 8 anos" in shown
    assert "of 100" in shown
    assert recoloca("reviews", "show", review["id"], "--json").json["breakdown"]["parts"]
    letter = tmp_path / "answer.txt"
    letter.write_text("Lemos o CV: a experiência foi contada. A nota fica.\n", encoding="utf-8")
    assert recoloca("reviews", "answer", review["id"], "--file", letter).code == 0
    answered = person.http.get(asked).json()
    assert (answered["status"], answered["answer"]) == (
        "answered",
        "Lemos o CV: a experiência foi contada. A nota fica.",
    )
    told = person.http.get("/api/notifications").json()["items"][0]
    assert told["kind"] == "review_answered"
    assert review["id"] in {each["id"] for each in recoloca("reviews", "list", "--answered", "--json").json}
    again = recoloca("reviews", "answer", review["id"], "Outra coisa")
    assert (again.code, "no open request" in again.err) == (1, True)


def test_an_answer_needs_words_and_a_request(recoloca: Recoloca) -> None:
    assert "TEXT" in recoloca("reviews", "answer", "018f2f2e-0000-7000-8000-000000000000").err
    assert (
        "no open request" in recoloca("reviews", "answer", "018f2f2e-0000-7000-8000-000000000000", "Sim").err
    )
    assert "no identifier" in recoloca("reviews", "show", "nonsense").err
    assert "does not exist" in recoloca("reviews", "answer", "nonsense", "--file", "nowhere.txt").err


def test_the_output_for_scripts_is_only_json(recoloca: Recoloca, person: Person, asked: str) -> None:
    listed = json.loads(recoloca("reviews", "list", "--json").out)
    review = person.http.get(asked).json()
    assert [each["reason"] for each in listed if each["id"] == review["id"]] == [REASON]
