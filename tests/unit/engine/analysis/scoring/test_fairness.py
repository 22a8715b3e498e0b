"""What never costs or earns a point, and what counts once."""

from __future__ import annotations

import itertools

import pytest

from recoloca.engine.analysis.result import AnalysisResult
from tests.unit.engine.analysis.conftest import analyse_text

PERSONAL = "Brasileira, solteira, 29 anos"
CV = """Ana Prado Lins
Analista Financeira
ana.lins@exemplo.com | (11) 98765-4321 | São Paulo - SP
{personal}

Resumo
Analista financeira com seis anos de experiência em conciliação e fechamento de 12 empresas.

Experiência
Analista Financeira
Grupo Delta Ltda
mar/2019 - {end}
- Reduzi em 30% o tempo de fechamento com rotinas em Excel
- Conciliei as contas de 12 empresas do grupo
Auxiliar Financeira
Banco Azul
jan/2016 - {first_end}
- Organizei a agenda de pagamentos do setor

Formação
Bacharelado em Administração - Universidade Federal do Ceará, 2012 - 2016

Competências
Excel, SAP, Power BI

Idiomas
Inglês avançado
"""


def analyse(personal: str = PERSONAL, end: str = "jun/2021", first_end: str = "fev/2019") -> AnalysisResult:
    return analyse_text(CV.format(personal=personal, end=end, first_end=first_end))


@pytest.mark.parametrize(
    "personal",
    [
        "Brasileiro, solteiro, 58 anos",
        "Brasileira, casada, mãe de três filhos",
        "Cor: preta; religião: candomblé",
        "Evangélica, grávida de cinco meses",
        "Pessoa com deficiência auditiva (PCD)",
        "Em tratamento de depressão, diabética",
        "Mulher trans, homossexual",
        "Foto em anexo, nascida em 12/03/1968",
    ],
)
def test_what_the_law_protects_costs_and_earns_nothing(personal: str) -> None:
    assert analyse(personal)["score"] == analyse()["score"]
    assert analyse(personal)["ats"] == analyse()["ats"]


@pytest.mark.parametrize("first_end", ["mar/2016", "dez/2016", "jan/2018"])
def test_a_gap_between_positions_costs_nothing(first_end: str) -> None:
    assert analyse(first_end=first_end)["score"]["overall"] == analyse()["score"]["overall"]


def test_an_entry_pasted_three_times_counts_once_and_is_named() -> None:
    once = CV.format(personal="", end="jun/2021", first_end="fev/2019")
    entry = once[once.index("Auxiliar Financeira") : once.index("\nFormação")]
    thrice = analyse_text(once.replace(entry, entry * 3))
    assert thrice["score"]["overall"] <= analyse_text(once)["score"]["overall"]
    named = [one for one in thrice["suggestions"] if one["id"] == "repeated_entries"]
    assert [one["quote"] for one in named] == ["Auxiliar Financeira"]


def test_a_keyword_repeated_earns_nothing() -> None:
    once = CV.format(personal="", end="jun/2021", first_end="fev/2019")
    stuffed = once.replace("Excel, SAP, Power BI", "Excel, SAP, Power BI, " + "Excel, SAP, " * 20)
    assert analyse_text(stuffed)["score"]["overall"] <= analyse_text(once)["score"]["overall"]


def test_the_ats_score_is_one_number_everywhere() -> None:
    result = analyse()
    part = next(part for part in result["score"]["parts"] if part["id"] == "ats")
    assert result["ats"]["score"] == round(100 * part["points"] / part["max"])


SECTIONS = ["Resumo", "Experiência", "Formação", "Competências", "Idiomas"]


@pytest.mark.parametrize("names", list(itertools.combinations(SECTIONS, 2)), ids="-".join)
def test_removing_a_section_never_raises_the_score(names: tuple[str, ...]) -> None:
    """Each of two sections in turn is taken from the whole CV, then both."""
    head, *sections = CV.format(personal=PERSONAL, end="jun/2021", first_end="fev/2019").split("\n\n")
    whole = analyse()["score"]["overall"]
    one, both = ([part for part in sections if not part.startswith(gone)] for gone in (names[:1], names))
    scores = [analyse_text("\n\n".join([head, *kept]))["score"]["overall"] for kept in (one, both)]
    assert whole >= scores[0] >= scores[1]
