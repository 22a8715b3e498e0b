"""A stored result is read and scored again from its lines."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.stored import analyze_lines
from recoloca.engine.analysis.version import CURRENT, VERSION, number
from tests.support.analysis.files import docx, paragraph, pdf
from tests.support.cvs import CV

TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Excel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
WORD_LINES = CV.decode().splitlines()


def without_time(result: AnalysisResult) -> dict[str, Any]:
    return {**result, "engine": {**result["engine"], "milliseconds": 0}}


@pytest.mark.parametrize(
    "document", [CV, pdf(), docx("".join(map(paragraph, WORD_LINES)))], ids=["text", "pdf", "docx"]
)
def test_lines_of_a_simple_cv_give_the_same_result_as_the_file(document: bytes) -> None:
    result = analyze(document)
    assert without_time(analyze_lines(result)) == without_time(result)


def test_findings_about_the_file_come_from_the_stored_result() -> None:
    result = analyze(docx("".join(map(paragraph, WORD_LINES)) + TABLE))
    assert "tables" in {warning["id"] for warning in result["ats"]["warnings"]}
    assert analyze_lines(result)["ats"] == result["ats"]


def test_an_email_behind_a_link_is_kept() -> None:
    result = analyze(CV.replace(b"ana.souza@example.com | ", b""))
    result["profile"]["email"] = "ana.souza@example.com"
    assert analyze_lines(result)["profile"]["email"] == "ana.souza@example.com"


def test_what_the_earlier_engine_read_wrong_is_read_anew() -> None:
    result = analyze(CV)
    result["experience"][0]["company"] = "Engenheira de Software Sênior"
    result["score"]["overall"] = 1
    assert without_time(analyze_lines(result)) == without_time(analyze(CV))


def test_the_language_and_the_version_are_of_the_new_reading() -> None:
    result = analyze(CV)
    result["engine"] = {"name": "recoloca", "version": "0.9.0", "model": "m", "milliseconds": 1}
    again = analyze_lines(result, locale="en", clock=itertools.count(1).__next__)
    assert again["engine"] == {"name": "recoloca", "version": VERSION, "model": None, "milliseconds": 1000}
    assert again["score"]["parts"] == analyze(CV, locale="en")["score"]["parts"]


@pytest.mark.parametrize(("lines", "code"), [(2, "FILE_NO_TEXT"), (0, "FILE_NO_TEXT")])
def test_lines_without_enough_words_are_refused(lines: int, code: str) -> None:
    result = analyze(CV)
    result["lines"] = result["lines"][:lines]
    with pytest.raises(AnalysisError) as refusal:
        analyze_lines(result)
    assert refusal.value.code == code


def test_lines_that_are_no_cv_are_refused() -> None:
    result = analyze(CV)
    result["lines"] = [{"n": n, "page": 1, "text": "choveu muito na serra ontem"} for n in range(1, 9)]
    result["sections"] = []
    result["profile"] = {**result["profile"], "email": None, "phone": None, "links": []}
    with pytest.raises(AnalysisError) as refusal:
        analyze_lines(result)
    assert refusal.value.code == "NOT_A_CV"


def test_versions_order_as_numbers() -> None:
    assert number("1.9.0") < number("1.10.0") < number("2.0.0")
    assert number(VERSION) == CURRENT


@pytest.mark.parametrize("version", ["1.0", "1.0.1000", "1.0.x"])
def test_a_text_that_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (int's own message or ours)
        number(version)
