"""What holds for every CV: found by hypothesis over CVs of any sections, order and quality."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.words.lexicon import all_labels, table
from recoloca.engine.analysis.words.text import fold, key
from tests.support.analysis.written import Written, cvs
from tests.support.processes import answers_of
from tests.unit.engine.analysis.conftest import analyse_text
from tests.unit.engine.coach.conftest import CV_EN, CV_PT

PROPERTY = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
OWN_WORDS = key(
    "com experiência em with experience in con experiencia en Competências Skills Competencias a o as os el"
)
"""Words that an example may add between the CV's own."""


def whole(result: AnalysisResult) -> float:
    return sum(part["points"] for part in result["score"]["parts"])


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


@PROPERTY
@given(cvs(), st.data())
def test_taking_a_section_away_never_raises_the_score(cv: Written, data: st.DataObject) -> None:
    without = data.draw(st.integers(0, len(cv.sections) - 1))
    before, after = analyse_text(cv.text()), analyse_text(cv.text(without=without))
    assert whole(after) <= whole(before) + 1e-9
    assert after["score"]["overall"] <= before["score"]["overall"]


@PROPERTY
@given(cvs())
def test_the_score_is_the_sum_of_its_rules_and_of_at_most_100(cv: Written) -> None:
    score = analyse_text(cv.text())["score"]
    assert score["overall"] == round(sum(rule["points"] for part in score["parts"] for rule in part["rules"]))
    assert sum(rule["max"] for part in score["parts"] for rule in part["rules"]) == 100
    assert all(0 <= rule["points"] <= rule["max"] for part in score["parts"] for rule in part["rules"])


@PROPERTY
@given(cvs())
def test_the_points_that_are_shown_add_up_to_the_sum_that_is_shown(cv: Written) -> None:
    result = analyse_text(cv.text())
    for part in result["score"]["parts"]:
        shown = [round(rule["points"] * 10) for rule in part["rules"]]
        assert [rule["points"] * 10 for rule in part["rules"]] == pytest.approx(shown)
        assert part["points"] * 10 == pytest.approx(sum(shown))
    assert all(one["gain"] * 10 == pytest.approx(round(one["gain"] * 10)) for one in result["suggestions"])


@PROPERTY
@given(cvs())
def test_every_suggestion_quotes_a_line_that_exists(cv: Written) -> None:
    result = analyse_text(cv.text())
    text = {line["n"]: line["text"] for line in result["lines"]}
    gains = [suggestion["gain"] for suggestion in result["suggestions"]]
    assert gains == sorted(gains, reverse=True)
    for suggestion in result["suggestions"]:
        if suggestion["line"] is None:
            assert suggestion["quote"] is None
        else:
            assert suggestion["quote"] == text[suggestion["line"]]


@PROPERTY
@given(cvs())
def test_every_line_number_exists(cv: Written) -> None:
    result = analyse_text(cv.text())
    count = len(result["lines"])
    named = [n for part in result["score"]["parts"] for rule in part["rules"] for n in rule["lines"]]
    named += [
        n for one in (*result["experience"], *result["education"], *result["sections"]) for n in one["lines"]
    ]
    named += [one["line"] for one in (*result["skills"], *result["languages"], *result["certifications"])]
    assert all(1 <= n <= count for n in named)


@PROPERTY
@given(cvs())
def test_every_fact_of_the_result_stands_in_the_cv(cv: Written) -> None:
    result = analyse_text(cv.text())
    source = letters(cv.text())
    profile = result["profile"]
    facts = [profile["name"], profile["headline"], profile["email"], profile["location"], profile["summary"]]
    facts += [
        value for job in result["experience"] for value in (job["company"], job["title"], *job["bullets"])
    ]
    facts += [
        value for one in result["education"] for value in (one["institution"], one["degree"], one["field"])
    ]
    facts += [skill["label"] for skill in result["skills"]] + [
        one["name"] for one in result["certifications"]
    ]
    for fact in facts:
        assert fact is None or letters(fact) in source
    years = set(re.findall(r"\d{4}", cv.text()))
    dates = [
        value for one in (*result["experience"], *result["education"]) for value in (one["start"], one["end"])
    ]
    assert all(date is None or date[:4] in years for date in dates)
    digits = re.sub(r"\D", "", cv.text())
    assert profile["phone"] is None or profile["phone"][-8:] in digits


def known_verbs() -> set[str]:
    return {word for row in table("verbs") for label in all_labels(row) for word in key(label).split()}


@PROPERTY
@given(cvs())
def test_examples_are_made_of_the_cvs_own_words_and_numbers(cv: Written) -> None:
    own = set(key(cv.text()).split()) | set(OWN_WORDS.split()) | known_verbs()
    for suggestion in analyse_text(cv.text())["suggestions"]:
        bare = re.sub(r"\[[^\]]*\]", " ", suggestion["example"] or "")
        assert set(key(bare).split()) <= own, bare


@PROPERTY
@given(cvs())
def test_the_language_of_the_reader_changes_no_point_and_no_line(cv: Written) -> None:
    one, other = analyse_text(cv.text(), "pt-BR"), analyse_text(cv.text(), "en")
    assert [rule["points"] for part in one["score"]["parts"] for rule in part["rules"]] == [
        rule["points"] for part in other["score"]["parts"] for rule in part["rules"]
    ]
    assert one["lines"] == other["lines"]
    assert one["experience"] == other["experience"]


def test_processes_with_other_hash_seeds_give_the_same_bytes() -> None:
    code = (
        "import json, sys; from tests.unit.engine.analysis.conftest import analyse_text; "
        "sys.stdout.write(json.dumps([analyse_text(text) for text in json.load(sys.stdin)]))"
    )
    (answer,) = answers_of(code, json.dumps([CV_PT, CV_EN]))
    assert [result["language"] for result in json.loads(answer)] == ["pt", "en"]
