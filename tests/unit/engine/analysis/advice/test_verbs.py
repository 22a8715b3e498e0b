"""Which bullets are told to begin with a verb, and which examples they get."""

from __future__ import annotations

import re

import pytest

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.words.text import key
from recoloca.engine.coach.feedback import acts
from tests.evaluation.reading import patiently
from tests.evaluation.wild import FOLDER
from tests.unit.engine.analysis.conftest import analyse_text

CV = """Ana Prado Lins
ana.lins@exemplo.com | (11) 98765-4321

Experiência
Analista Financeira
Grupo Delta Ltda
mar/2019 - jun/2021
- {bullet}
- Reduzi em 30% o tempo de fechamento

Formação
Bacharelado em Administração - Universidade Federal do Ceará, 2012 - 2016
"""
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".pdf", ".docx", ".txt"})


def told(bullet: str) -> set[str]:
    result = analyse_text(CV.format(bullet=bullet))
    return {one["id"] for one in result["suggestions"] if one["quote"] and bullet in one["quote"]}


@pytest.mark.parametrize(
    "bullet",
    [
        "Reescrevi os procedimentos de cobrança do setor",
        "Parametrizar os relatórios de fechamento do grupo",
        "Redigir os contratos dos fornecedores da filial",
        "Parametrização de relatórios do fechamento mensal",
        "Desmembramento das contas do grupo por filial",
        "Elaboração e envio das guias de impostos",
        "Organizo e controlo paletes do armazém",
        "Realiza a conferência das notas do setor",
    ],
)
def test_a_past_an_infinitive_and_a_noun_of_action_are_verbs(bullet: str) -> None:
    assert "bullet_no_verb" not in told(bullet)


@pytest.mark.parametrize(
    "bullet", ["Militar da reserva e instrutor do setor", "Contas a pagar e relatórios do grupo"]
)
def test_a_bullet_without_an_action_is_told_so(bullet: str) -> None:
    assert "bullet_no_verb" in told(bullet)


@pytest.mark.parametrize(
    "answer", ["Eu reescrevi o processo", "Redesenhei o processo do setor", "Liderei a equipe"]
)
def test_the_coach_hears_the_same_verbs(answer: str) -> None:
    assert acts(answer)


@pytest.fixture(scope="module")
def results() -> list[AnalysisResult]:
    return [patiently(path.read_bytes()) for path in DOCUMENTS]


def test_examples_echo_nothing_and_have_single_marks(results: list[AnalysisResult]) -> None:
    examples = [one["example"] for result in results for one in result["suggestions"] if one["example"]]
    assert examples
    for example in examples:
        assert not re.search(r"[.,;:]\s*[,;:]|\.\.(?!\.)|,\s*\.", example.replace("...", "")), example
        own = re.sub(r"\[[^\]]*\]", "", example)
        same = re.search(r"\b(?:from|de) (.{3,40}?) (?:to|para) (.{3,40}?)[,.]", own)
        assert not (same and key(same[1]) == key(same[2])), example


def test_every_quote_is_a_line_of_the_document(results: list[AnalysisResult]) -> None:
    for result in results:
        lines = {line["n"]: line["text"] for line in result["lines"]}
        assert all(one["quote"] == lines[one["line"]] for one in result["suggestions"] if one["line"])
