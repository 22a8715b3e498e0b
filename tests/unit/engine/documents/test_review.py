"""A document is scored by the rules that score a file."""

from __future__ import annotations

import copy
import time

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.documents import plain
from recoloca.engine.documents.outline import outline
from recoloca.engine.documents.resume import Resume
from recoloca.engine.documents.review import review
from tests.support.resumes import FULL

PATHS = {
    "Ana Conceição Müller": "basics.name",
    "Experiência profissional": "work",
    "Engenheira de Software Sênior — Banco Azul | São Paulo, SP": "work.0.position",
    "Ensinei 5 pessoas do time a escrever testes de propriedade.": "work.0.highlights.1",
    "Linguagens: Python, SQL, TypeScript": "skills.0.name",
}


def test_a_document_has_the_score_of_its_text() -> None:
    text = plain.render(outline(FULL, "pt")).encode()
    assert review(FULL, "pt", locale="pt-BR")["score"]["overall"] == analyze(text)["score"]["overall"]


def test_each_line_names_its_field() -> None:
    lines = review(FULL, "pt", locale="pt-BR")["lines"]
    assert {line["text"]: line["path"] for line in lines if line["text"] in PATHS} == PATHS
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))


def test_equal_lines_name_their_own_fields() -> None:
    twice = copy.deepcopy(FULL)
    twice["work"][1]["highlights"] = list(FULL["work"][0]["highlights"])
    lines = review(twice, "pt", locale="pt-BR")["lines"]
    found = [line["path"] for line in lines if line["text"] == FULL["work"][0]["highlights"][0]]
    assert found == ["work.0.highlights.0", "work.1.highlights.0"]


def test_a_suggestion_names_a_line_that_can_be_changed() -> None:
    weak = copy.deepcopy(FULL)
    weak["work"][0]["highlights"].append("Responsável por ajudar nas tarefas da equipe")
    found = review(weak, "pt", locale="pt-BR")
    lines = {line["n"]: line["path"] for line in found["lines"]}
    named = [lines[each["line"]] for each in found["suggestions"] if each["line"] is not None]
    assert "work.0.highlights.2" in named


def test_a_better_bullet_raises_the_score() -> None:
    weak = copy.deepcopy(FULL)
    for job in weak["work"]:
        job["highlights"] = ["Responsável por tarefas da área"]
    before, after = (review(each, "pt", locale="pt-BR")["score"]["overall"] for each in (weak, FULL))
    assert after > before


def test_messages_are_in_the_language_of_the_reader() -> None:
    portuguese, english = (review(FULL, "pt", locale=locale) for locale in ("pt-BR", "en"))
    assert portuguese["score"]["overall"] == english["score"]["overall"]
    assert portuguese["score"]["parts"][0]["label"] != english["score"]["parts"][0]["label"]


@pytest.mark.parametrize("resume", [{}, {"basics": {"name": "Ana"}}])
def test_a_document_with_little_text_has_no_score(resume: Resume) -> None:
    with pytest.raises(AnalysisError, match="FILE_NO_TEXT"):
        review(resume, "pt", locale="pt-BR")


def test_a_long_document_is_scored_in_time() -> None:
    long = copy.deepcopy(FULL)
    long["work"] = [copy.deepcopy(FULL["work"][index % 2]) for index in range(30)]
    review(FULL, "pt", locale="pt-BR")  # the tables of words are read once
    began = time.process_time()
    review(long, "pt", locale="pt-BR")
    assert time.process_time() - began < 3
