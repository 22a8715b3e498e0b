"""The engine's own work ends in time, and a file that breaks it fails by one clear code."""

from __future__ import annotations

import re
import threading

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError, ExtractionStalledError
from recoloca.engine.analysis.extract import plain
from recoloca.engine.analysis.extract.process import extract
from recoloca.engine.analysis.extract.rows import bounded
from recoloca.engine.analysis.guard import guarded
from recoloca.engine.limit import OutOfTimeError, limited
from tests.support.analysis.files import LINES as CV
from tests.support.analysis.files import docx, pdf
from tests.support.analysis.hostile import HEAD, LINES


def code_of(data: bytes) -> str | None:
    """The reason why a file is refused, or None when it is analysed."""
    try:
        analyze(data)
    except AnalysisError as error:
        return error.code
    return None


def endless() -> None:
    while True:
        pass


def test_an_endless_loop_ends_at_the_limit() -> None:
    with pytest.raises(AnalysisError, match="FILE_TOO_COMPLEX"), guarded(0.05):
        endless()


def test_an_endless_expression_ends_at_the_limit() -> None:
    with pytest.raises(OutOfTimeError), limited(0.05):
        re.match(r"(?:a|a)*$", "a" * 60 + "b")


def test_an_error_of_the_engine_is_the_fault_of_the_file() -> None:
    with pytest.raises(AnalysisError, match="FILE_UNREADABLE") as caught, guarded():
        [].pop()
    assert isinstance(caught.value.__cause__, IndexError)


def test_the_engine_also_works_in_another_thread() -> None:
    found: list[str | None] = []
    thread = threading.Thread(target=lambda: found.append(code_of("\n".join(CV).encode())))
    thread.start()
    thread.join()
    assert found == [None]


def test_a_child_without_processor_time_is_no_fault_of_the_file() -> None:
    with pytest.raises(ExtractionStalledError):
        extract(pdf(), wall_seconds=0.001)


@pytest.mark.parametrize("kind", LINES)
def test_a_text_of_very_many_lines_is_refused(kind: str) -> None:
    assert code_of((HEAD + LINES[kind](20_000)).encode()) == "FILE_TOO_COMPLEX"


def test_a_very_long_line_is_read_in_parts() -> None:
    long = "Organizei o estoque com 300 itens da loja. " * 300
    result = analyze("\n".join([*CV[:4], long, *CV[5:]]).encode())
    assert "".join(line["text"] for line in result["lines"]).count("estoque") == 300
    assert max(len(line["text"]) for line in result["lines"]) <= 2_000


def test_a_cv_without_a_line_before_its_first_heading_is_analysed() -> None:
    text = "Sobre mim\nAnalista com oito anos de compras em fábricas de alimentos e bebidas\n"
    text += "Experiência Profissional\nAnalista de Compras, Metalúrgica Horizonte Ltda\n01/2018 - 12/2021\n"
    text += "- Negociei contratos com 40 fornecedores\nIdiomas\nInglês avançado\nmarina@exemplo.com.br\n"
    result = analyze(text.encode())
    assert result["profile"]["email"] == "marina@exemplo.com.br"
    assert [(job["company"], job["start"], job["end"]) for job in result["experience"]] == [
        ("Metalúrgica Horizonte Ltda", "2018-01", "2021-12")
    ]


@pytest.mark.parametrize("size", ["9" * 5000, "0", "-22", "NaN", "1e300", "inf", "", "２２"])
def test_a_font_size_that_no_document_has_counts_as_the_usual_one(size: str) -> None:
    lines = [f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{line}</w:t></w:r></w:p>' for line in CV]
    assert analyze(docx("".join(lines)))["profile"]["name"] == "Ana Prado Reis"


@pytest.mark.parametrize("place", [float("nan"), float("inf"), 1e30])
def test_a_row_that_is_on_no_page_is_left_out(place: float) -> None:
    document = plain.read(b"Ana\nBia")
    document["rows"][0]["top"] = place
    assert [row["text"] for row in bounded(document)["rows"]] == ["Bia"]
