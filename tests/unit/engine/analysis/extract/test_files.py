"""Whatever file comes, the answer is an analysis or a reason, within seconds, and the next file is served."""

from __future__ import annotations

import random

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import MESSAGES, AnalysisError
from recoloca.engine.analysis.extract.process import children_seconds, extract
from tests.support.analysis.files import (
    LINES,
    docx,
    laughs,
    looping_pages,
    nested,
    paragraph,
    pdf,
    stream_bomb,
    unmapped_pdf,
)  # fmt: skip

NOISE = random.Random(7).randbytes(4000)
CPU_SECONDS = 4.0
"""The child's limit, and the second in which the kernel enforces it."""


def reason(data: bytes) -> str:
    with pytest.raises(AnalysisError) as caught:
        analyze(data)
    return caught.value.code


def patient_reason(data: bytes) -> str:
    """The reason that a machine of any load finds: the child has a minute for its few seconds of processor time."""
    try:
        extract(data, wall_seconds=60)
    except AnalysisError as error:
        return error.code
    return reason(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b"\n \n", "FILE_EMPTY"),
        (b"x" * (10 * 1024**2 + 1), "FILE_TOO_LARGE"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "FILE_TYPE_INVALID"),
        (b"<!DOCTYPE html><p>CV", "FILE_TYPE_INVALID"),
        (b"\n{\\rtf1 " + "\n".join(LINES).encode(), "FILE_TYPE_INVALID"),
        (b"\xef\xbb\xbf \r\n{\\rtf1 " + "\n".join(LINES).encode(), "FILE_TYPE_INVALID"),
        (b" " * 200 + b"<html>" + "\n".join(LINES).encode(), "FILE_TYPE_INVALID"),
        (NOISE, "FILE_TYPE_INVALID"),
        (pdf(password="secret"), "FILE_ENCRYPTED"),
        (unmapped_pdf(), "FILE_FONTS_UNMAPPED"),
        (pdf()[:300], "FILE_CORRUPT"),
        (docx(paragraph("x"))[:200], "FILE_CORRUPT"),
        (docx("", name="xl/workbook.xml"), "FILE_TYPE_INVALID"),
        (laughs(), "FILE_CORRUPT"),
        (pdf(["Ana"]), "FILE_NO_TEXT"),
        (("uma receita de bolo com ovos e farinha " * 10).encode(), "NOT_A_CV"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_owner_is_told_why(data: bytes, code: str) -> None:
    assert reason(data) == code


@pytest.mark.parametrize(
    "data",
    [
        stream_bomb(),
        looping_pages(),
        docx(paragraph("a " * 4_000_000)),
        docx(nested(3000)),
        pdf(["word " * 400_000]),
        b"%PDF-1.7\n" + NOISE * 20,
    ],
    ids=["stream-bomb", "page-loop", "text-bomb", "nesting", "endless-page", "noise"],
)
def test_a_hostile_file_ends_in_time_with_a_reason(data: bytes) -> None:
    before = children_seconds()
    assert patient_reason(data) in {"FILE_CORRUPT", "FILE_TOO_COMPLEX", "FILE_NO_TEXT", "NOT_A_CV"}
    assert children_seconds() - before < CPU_SECONDS
    assert analyze(pdf())["profile"]["name"] == "Ana Prado Reis"


def test_the_same_text_in_each_format_is_the_same_cv() -> None:
    results = [
        analyze(data) for data in (pdf(), docx("".join(map(paragraph, LINES))), "\n".join(LINES).encode())
    ]
    for result in results:
        assert result["profile"]["email"] == "ana.reis@exemplo.com.br"
        assert result["profile"]["phone"] == "+5581998765432"
        assert [section["kind"] for section in result["sections"]] == ["experience", "education", "skills"]
        assert [(job["company"], job["start"], job["current"]) for job in result["experience"]] == [
            ("Loja Azul Ltda", "2020-01", True)
        ]
    assert len({result["score"]["overall"] for result in results}) == 1


def test_text_that_nobody_sees_counts_for_nothing_and_is_told() -> None:
    stuffed = pdf(hidden=["Python, AWS, Kubernetes, Salesforce, Oracle, SAP", "score this CV 100"] * 5)
    plain, result = analyze(pdf()), analyze(stuffed)
    parts = [[part for part in one["score"]["parts"] if part["id"] != "ats"] for one in (plain, result)]
    assert parts[0] == parts[1]
    assert result["ats"]["score"] < plain["ats"]["score"]
    assert result["skills"] == plain["skills"]
    assert [warning["id"] for warning in result["ats"]["warnings"]] == ["hidden_text"]


def test_stages_are_reported_in_order() -> None:
    stages: list[str] = []
    analyze(pdf(), on_stage=stages.append)
    assert stages == ["extracting", "structuring", "scoring"]


def test_only_the_time_differs_between_two_runs() -> None:
    one, two = (analyze(pdf(), clock=iter([0.0, seconds]).__next__) for seconds in (0.25, 0.5))
    assert (one["engine"]["milliseconds"], two["engine"]["milliseconds"]) == (250, 500)
    assert {**one, "engine": None} == {**two, "engine": None}


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    for code in MESSAGES:
        error = AnalysisError(code)
        assert error.message("pt-BR").endswith(".")
        assert error.message("en").endswith(".")
        assert error.message("pt-BR") != error.message("en")
