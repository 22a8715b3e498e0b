"""How far a CV covers one requirement, with the share of each written by hand."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.matching.asked import Spoken
from recoloca.engine.matching.candidate import candidate
from recoloca.engine.matching.compare import spoken_result, spoken_share
from recoloca.engine.matching.engine import match
from recoloca.engine.matching.result import MatchResult, Requirement

TODAY = date(2026, 1, 15)
BACHELOR: dict[str, Any] = {
    "institution": "Universidade de São Paulo", "degree": "Bacharelado", "field": "Estatística",
    "start": "2014", "end": "2017", "lines": [22, 22],
}  # fmt: skip
TECHNICAL: dict[str, Any] = {
    "institution": "Senac", "degree": "Curso técnico", "field": "Informática", "start": None, "end": "2020",
    "lines": [1, 1],
}  # fmt: skip

Ask = Callable[..., MatchResult]


@pytest.fixture
def ask(cv: AnalysisResult) -> Ask:
    """Match the CV, with these parts of it changed, with an advertisement of these requirements."""

    def asked(*requirements: str, **changes: Any) -> MatchResult:
        changed: Any = {**copy.deepcopy(cv), **changes}
        return match(changed, "Requisitos:\n" + "".join(f"- {one}\n" for one in requirements), today=TODAY)

    return asked


def first(told: MatchResult) -> Requirement:
    return told["requirements"][0]


def coverage(told: MatchResult) -> tuple[float, str]:
    return first(told)["coverage"], first(told)["status"]


@pytest.mark.parametrize(
    ("line", "share", "status"),
    [
        ("Python, SQL, Power BI", 1.0, "covered"),
        ("Python, SQL, Power BI, Airflow", 0.75, "covered"),
        ("Python, SQL, Airflow", 0.667, "partial"),
        ("Python, Airflow, Kubernetes", 0.333, "partial"),
        ("Python, Airflow, Kubernetes, Terraform", 0.25, "missing"),
        ("Apache Airflow", 0.0, "missing"),
        ("Tableau ou Power BI", 1.0, "covered"),
    ],
)
def test_a_line_is_covered_as_far_as_its_skills_are(ask: Ask, line: str, share: float, status: str) -> None:
    assert coverage(ask(line)) == (share, status)


def test_office_tools_weigh_less_than_other_skills(ask: Ask) -> None:
    """1 for Airflow, which is missing, and 0.6 for Excel: 0.6 of 1.6."""
    assert coverage(ask("Excel, Airflow")) == (0.375, "partial")


def test_no_education_meets_no_degree(ask: Ask) -> None:
    told = ask("Bacharelado em Estatística", education=[])
    assert told["degree"] == {
        "required": "Bacharelado em Estatística", "found": None, "met": False, "line": None,
    }  # fmt: skip
    assert coverage(told) == (0.0, "missing")


@pytest.mark.parametrize("studies", [[BACHELOR, TECHNICAL], [TECHNICAL, BACHELOR]])
def test_the_best_study_answers_a_degree_wherever_it_stands(ask: Ask, studies: list[Any]) -> None:
    told = ask("Bacharelado em Estatística", education=studies)
    assert told["degree"] == {
        "required": "Bacharelado em Estatística", "found": "Bacharelado, Estatística", "met": True, "line": 22,
    }  # fmt: skip


def test_of_two_equal_studies_the_first_is_named(ask: Ask) -> None:
    told = ask("Bacharelado em Estatística", education=[BACHELOR, {**BACHELOR, "lines": [23, 23]}])
    assert told["degree"] is not None
    assert told["degree"]["line"] == 22


@pytest.mark.parametrize(
    ("line", "share", "met"),
    [
        ("Bacharelado em Estatística", 1.0, True),
        ("Superior completo", 1.0, True),
        ("Bacharelado em Direito", 0.5, False),
        ("Bacharelado em Direito ou áreas afins", 0.5, False),
        ("Bacharelado em Matemática ou áreas afins", 1.0, True),
        ("Mestrado em Estatística", 0.25, False),
        ("Pós-graduação em Estatística", 0.5, False),
        ("Mestrado em Direito", 0.125, False),
        ("Mestrado completo", 0.25, False),
        ("Ensino médio completo", 1.0, True),
    ],
)
def test_a_degree_counts_by_its_level_and_half_of_it_by_its_field(
    ask: Ask, line: str, share: float, met: bool
) -> None:
    told = ask(line, education=[BACHELOR])
    assert first(told)["coverage"] == share
    assert told["degree"] is not None
    assert told["degree"]["met"] is met


def silent(cv: AnalysisResult) -> AnalysisResult:
    """The CV without the text of its line of languages."""
    lines: Any = [{**line, "text": "" if "Inglês" in line["text"] else line["text"]} for line in cv["lines"]]
    return {**cv, "lines": lines}


def test_a_language_outside_the_languages_read_counts_by_its_line(cv: AnalysisResult) -> None:
    spoken = candidate({**cv, "languages": []}, TODAY)
    assert spoken_share(Spoken("en", "C1"), spoken) == 1.0


@pytest.mark.parametrize(
    ("level", "share", "met"),
    [("C2", 1.0, True), ("C1", 1.0, True), ("B2", 0.5, False), ("A1", 0.2, False), (None, 0.6, False)],
)
def test_a_language_counts_by_its_level(
    cv: AnalysisResult, level: str | None, share: float, met: bool
) -> None:
    spoken = candidate({**silent(cv), "languages": [{"name": "en", "level": level, "line": 28}]}, TODAY)
    advanced = Spoken("en", "C1")
    assert spoken_share(advanced, spoken) == share
    assert spoken_result(advanced, spoken) == {
        "name": "en", "required": "C1", "found": level, "met": met, "line": 28,
    }  # fmt: skip


def test_a_language_that_the_cv_lacks_counts_nothing(cv: AnalysisResult) -> None:
    spoken = candidate({**silent(cv), "languages": []}, TODAY)
    assert spoken_share(Spoken("en", "C1"), spoken) == 0.0
    assert spoken_result(Spoken("en", "C1"), spoken)["line"] is None


def test_the_language_of_the_cv_itself_needs_no_entry(cv: AnalysisResult) -> None:
    assert spoken_share(Spoken("pt", "C2"), candidate({**cv, "languages": []}, TODAY)) == 1.0


def test_any_level_meets_a_language_without_one(cv: AnalysisResult) -> None:
    spoken = candidate({**cv, "languages": [{"name": "en", "level": "A1", "line": 28}]}, TODAY)
    assert spoken_share(Spoken("en", None), spoken) == 1.0


def job(start: str, end: str | None, **more: Any) -> dict[str, Any]:
    return {
        "company": "Banco Delta", "title": "Analista", "start": start, "end": end, "current": end is None,
        "location": None, "bullets": [], "lines": [15, 18], **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("jobs", "found", "met"),
    [
        ([job("2020-01", "2022-12")], 3.0, True),
        ([job("2020-01", "2022-11")], 2.9, False),
        ([job("2020-01", "2021-12"), job("2021-01", "2022-12")], 3.0, True),
        ([job("2020-01", "2020-12"), job("2022-01", "2023-12")], 3.0, True),
        ([job("2023-02", None)], 3.0, True),
        ([job("2020", "2022")], 3.0, True),
        ([], 0.0, False),
    ],
)
def test_years_are_months_worked_without_overlaps(ask: Ask, jobs: list[Any], found: float, met: bool) -> None:
    told = ask("Experiência de 3 anos", experience=jobs)
    assert told["years"] == {"required": 3, "found": found, "met": met}


def test_half_of_the_years_is_half_of_the_requirement(ask: Ask) -> None:
    told = ask("Mínimo de 4 anos", experience=[job("2020-01", "2021-12")])
    assert first(told)["coverage"] == 0.5
