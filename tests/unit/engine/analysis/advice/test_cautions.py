"""Advice without points: what a Brazilian recruiter would tell the owner."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.result import Suggestion
from tests.unit.engine.analysis.conftest import analyse_text

CV = """Ana Prado Lins
{headline}
{email} | (11) 98765-4321 | São Paulo - SP
{personal}

Resumo
{summary}

Experiência
Analista Financeira
Grupo Delta Ltda
{newest}
- {first}
- {second}
- {third}
- {fourth}
Auxiliar Financeira
Banco Azul
{oldest}
- Organizei a agenda de pagamentos do setor

Formação
Bacharelado em Administração - Universidade Federal do Ceará, 2012 - 2016

Idiomas
{language}
"""
PLAIN = {
    "headline": "Analista Financeira", "email": "ana.lins@exemplo.com", "personal": "linkedin.com/in/analins",
    "summary": "Analista financeira com seis anos de experiência em conciliação de contas.",
    "newest": "mar/2019 - jun/2021", "oldest": "jan/2016 - fev/2019",
    "first": "Reduzi em 30% o tempo de fechamento", "second": "Conciliei as contas de 12 empresas",
    "third": "Preparei os relatórios da diretoria", "fourth": "Organizei os arquivos do setor",
    "language": "Inglês básico",
}  # fmt: skip


def told(locale: str = "pt-BR", **changes: str) -> dict[str, Suggestion]:
    result = analyse_text(CV.format(**{**PLAIN, **changes}), locale)
    return {one["id"]: one for one in result["suggestions"] if one["gain"] == 0}


def test_a_plain_cv_gets_no_caution() -> None:
    assert told() == {}


@pytest.mark.parametrize(
    ("caution", "part", "changes"),
    [
        ("gap", "10 meses", {"oldest": "jan/2016 - abr/2018"}),
        ("personal_data", "CPF, estado civil e filhos, idade", {"personal": "CPF 123.456.789-09, casada, 34 anos"}),
        ("personal_data", "religião", {"personal": "Religião: católica"}),
        ("personal_data", "endereço completo", {"personal": "Rua das Flores, 120, ap. 12"}),
        ("cliche", "proativa", {"summary": "Profissional proativa e dinâmica em busca de novos desafios na área."}),
        ("salary", "negociação", {"personal": "Pretensão salarial: R$ 5.000"}),
        ("email_style", "apelidos", {"email": "gatinha.ana@exemplo.com"}),
        ("email_style", "apelidos", {"email": "analins1987@exemplo.com"}),
        ("register", "COREN", {"headline": "Enfermeira"}),
        ("contract", "3 meses", {"newest": "mar/2019 - mai/2019"}),
        ("language_proof", "certificado", {"language": "Inglês fluente"}),
        ("person", "terceira", {"third": "Preparou os relatórios", "fourth": "Organizou os arquivos do setor"}),
        ("overlap", "12 meses", {"newest": "mar/2018 - jun/2021"}),
        ("date_format", "03/2021", {"newest": "03/2019 - 06/2021"}),
    ],
)  # fmt: skip
def test_what_a_recruiter_would_say_is_said(caution: str, part: str, changes: dict[str, str]) -> None:
    found = told(**changes)
    assert part in found[caution]["message"]
    assert found[caution]["gain"] == 0.0
    assert told("en", **changes)[caution]["message"] != found[caution]["message"]


@pytest.mark.parametrize(
    ("caution", "changes"),
    [
        ("gap", {"oldest": "jan/2016 - out/2018"}),
        (
            "personal_data",
            {"summary": "Analista com 10 anos de experiência em conciliação de contas do grupo."},
        ),
        ("register", {"headline": "Enfermeira", "personal": "COREN-SP 123456"}),
        ("register", {"headline": "Engenheira de software"}),
        ("contract", {"newest": "mar/2019 - mai/2019 (estágio)"}),
        ("language_proof", {"language": "Inglês fluente (TOEFL 110)"}),
        ("email_style", {"email": "ana.lins21@exemplo.com"}),
    ],
)
def test_what_needs_no_advice_gets_none(caution: str, changes: dict[str, str]) -> None:
    assert caution not in told(**changes)


def test_a_caution_quotes_the_line_it_is_about() -> None:
    found = told(personal="Pretensão salarial: R$ 5.000")["salary"]
    assert found["quote"] == "Pretensão salarial: R$ 5.000"
