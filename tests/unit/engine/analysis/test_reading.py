"""What is read from CVs as Brazilians, Spaniards and Americans write them."""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.result import AnalysisResult
from tests.support.analysis import habits
from tests.support.analysis.files import docx, paragraph, placed
from tests.unit.engine.analysis.conftest import analyse_text

Job = tuple[str | None, str | None, str | None, str | None, bool]


def jobs(result: AnalysisResult) -> list[Job]:
    return [
        (one["title"], one["company"], one["start"], one["end"], one["current"])
        for one in result["experience"]
    ]


def studies(result: AnalysisResult) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(one["institution"], one["degree"], one["field"], one["end"]) for one in result["education"]]


def test_an_export_with_its_sidebar_first_and_grouped_positions_is_read() -> None:
    result = analyse_text(habits.NETWORK)
    profile = result["profile"]
    assert profile["name"] == "Rafael Moreira Costa"
    assert profile["location"] == "Belo Horizonte, Minas Gerais, Brasil"
    assert jobs(result) == [
        ("Gerente de Projetos", "Vale", "2020-01", None, True),
        ("Coordenador de Projetos", "Banco Inter", "2018-03", "2019-12", False),
        ("Analista de Projetos", "Banco Inter", "2015-11", "2018-02", False),
    ]
    assert studies(result) == [
        ("Fundação Dom Cabral", "MBA", "Gestão de Negócios", "2017"),
        ("Universidade Federal de Minas Gerais", "Bacharelado", "Engenharia de Produção", "2013"),
    ]
    assert {(one["name"], one["level"]) for one in result["languages"]} == {("en", "C1"), ("pt", "C2")}


def test_a_form_with_labels_and_an_address() -> None:
    result = analyse_text(habits.PLAIN_PT)
    assert result["profile"]["name"] == "Josefa Aparecida dos Santos"
    assert result["profile"]["location"] == "Guarulhos/SP"
    assert result["profile"]["summary"] is None
    assert jobs(result) == [
        ("Auxiliar de Limpeza", "Limpa Bem Serviços Ltda", "2018-05", "2023-02", False),
        ("Repositora", "Supermercado Bom Preço", "2012-01", "2018-04", False),
    ]
    assert result["education"][0]["end"] == "2003"


def test_spanish_with_employer_and_city_over_the_position() -> None:
    result = analyse_text(habits.NURSE_ES)
    assert result["language"] == "es"
    assert result["profile"]["phone"] == "+34612345678"
    assert result["profile"]["location"] == "Madrid"
    assert jobs(result) == [
        ("Enfermera de urgencias", "Hospital Universitario La Paz", "2019-09", None, True),
        ("Enfermera", "Clínica San Carlos", "2016-06", "2019-08", False),
    ]
    assert studies(result) == [("Universidad Complutense de Madrid", "Grado", "Enfermería", "2016")]


def test_american_with_positions_under_one_employers_dates() -> None:
    result = analyse_text(habits.ACCOUNTANT_EN)
    assert result["profile"]["name"] == "Michael T. Johnson"
    assert result["profile"]["phone"] == "+16145550199"
    assert jobs(result) == [
        ("Senior Auditor", "DELOITTE & TOUCHE LLP", "2018-06", None, True),
        ("Staff Accountant", "HUNTINGTON NATIONAL BANK", "2015", "2018", False),
        ("Accounting Intern", "HUNTINGTON NATIONAL BANK", "2014", "2015", False),
    ]
    assert [section["kind"] for section in result["sections"]] == [
        "experience",
        "education",
        "certifications",
    ]


def test_position_at_employer_with_short_years_and_a_line_of_technologies() -> None:
    result = analyse_text(habits.DEVELOPER_PT)
    assert jobs(result) == [
        ("Desenvolvedora Front-end Pleno", "RD Station", "2022-05", None, True),
        ("Desenvolvedora Júnior", "Softplan", "2020-02", "2022-04", False),
    ]
    assert studies(result) == [("IFSC", None, "Análise e Desenvolvimento de Sistemas", "2019")]
    assert {"typescript", "react", "figma"} <= {skill["id"] for skill in result["skills"]}


def test_a_student_with_an_expected_year_and_titles_over_bare_dates() -> None:
    result = analyse_text(habits.STUDENT_PT)
    assert [study[3] for study in studies(result)] == ["2026-12", "2021"]
    assert jobs(result)[1] == ("Consultor de projetos", "Empresa Júnior", "2024-02", "2024-12", False)


def test_headings_of_ones_own_are_told_by_what_follows() -> None:
    result = analyse_text(habits.UNDERLINED_PT)
    assert [(section["kind"], section["title"]) for section in result["sections"]] == [
        ("summary", "Quem sou"),
        ("experience", "Minha caminhada"),
        ("education", "O que estudei"),
        ("skills", "O que domino"),
        ("languages", "Falo também"),
    ]
    assert jobs(result)[0] == ("Fisioterapeuta", "Clínica Movimento", "2019-03", None, True)


def test_one_line_with_the_period_first_and_the_place_in_brackets() -> None:
    lines = "03/2021 - atual: Analista Financeiro / Grupo Delta (Recife)\n- Reduzi custos em 20% na área\n"
    lines += "01/2018 - 02/2021: Auxiliar / Banco Sol (Natal)\n- Fiz a conciliação bancária das contas\n"
    result = analyse_text(HEAD + lines)
    assert jobs(result) == [
        ("Analista Financeiro", "Grupo Delta", "2021-03", None, True),
        ("Auxiliar", "Banco Sol", "2018-01", "2021-02", False),
    ]
    assert [job["location"] for job in result["experience"]] == ["Recife", "Natal"]


@pytest.mark.parametrize("margin_first", [True, False], ids=["before", "after"])
def test_periods_in_a_margin_that_the_file_holds_apart_from_the_entries(margin_first: bool) -> None:
    text = [
        (60, 780, "Ana Prado Reis"), (60, 764, "ana@exemplo.com"), (60, 730, "Experiência"),
        (60, 710, "Analista Financeira"), (60, 696, "Grupo Delta"), (75, 680,
                                                                     "Reduzi custos em 20% na área de compras"),
        (60, 650, "Auxiliar administrativa"), (60, 636, "Banco Sol"), (75, 620,
                                                                       "Conciliei 14 contas bancárias todo mês"),
    ]  # fmt: skip
    margin = [(440, 710, "03/2021 - atual"), (440, 650, "01/2018 - 02/2021")]
    result = analyze(placed([*margin, *text] if margin_first else [*text, *margin]))
    assert jobs(result) == [
        ("Analista Financeira", "Grupo Delta", "2021-03", None, True),
        ("Auxiliar administrativa", "Banco Sol", "2018-01", "2021-02", False),
    ]


@pytest.mark.parametrize("period_first", [True, False])
def test_a_table_with_the_period_in_a_cell_beside_the_entry(period_first: bool) -> None:
    def row(period: str, *lines: str) -> str:
        cells = [paragraph(period), "".join(map(paragraph, lines))]
        ordered = cells if period_first else cells[::-1]
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in ordered) + "</w:tr>"

    rows = row(
        "mar/2021 - atual", "Analista Financeira", "Grupo Delta", "Reduzi custos em 20% na área de compras"
    )
    rows += row(
        "jan/2018 - fev/2021", "Auxiliar administrativa", "Banco Sol", "Conciliei 14 contas bancárias"
    )
    head = "".join(map(paragraph, ["Ana Prado Reis", "ana@exemplo.com", "Experiência"]))
    result = analyze(docx(f"{head}<w:tbl>{rows}</w:tbl>"))
    assert [(title, start) for title, _, start, _, _ in jobs(result)] == [
        ("Analista Financeira", "2021-03"),
        ("Auxiliar administrativa", "2018-01"),
    ]


HEAD = "Ana Prado Reis\nana@exemplo.com\n\nExperiência\n"


@pytest.mark.parametrize(
    ("period", "start", "end", "current"),
    [
        ("mar/2021 – atual", "2021-03", None, True),
        ("03/2021 a 12/2023", "2021-03", "2023-12", False),
        ("Jan 2020–Present", "2020-01", None, True),
        ("janeiro de 2019 até o momento", "2019-01", None, True),
        ("de 02/05/2018 à 10/02/2023", "2018-05", "2023-02", False),
        ("desde agosto de 2022", "2022-08", None, True),
        ("2015 - 2017", "2015", "2017", False),
        ("Sept. 2018 to May 2023", "2018-09", "2023-05", False),
        ("abr/19 - dez/20", "2019-04", "2020-12", False),
        ("septiembre 2019 a la fecha", "2019-09", None, True),
        ("jun. 2016 – ago. 2019", "2016-06", "2019-08", False),
        ("2021-03 — 2022-11", "2021-03", "2022-11", False),
    ],
)
def test_periods_as_people_write_them(period: str, start: str, end: str | None, current: bool) -> None:
    result = analyse_text(f"{HEAD}Vendedora\nLoja Azul Ltda\n{period}\n- Organizei o estoque\n")
    assert jobs(result) == [("Vendedora", "Loja Azul Ltda", start, end, current)]


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("(11) 98765-4321", "+5511987654321"),
        ("Tel.: 11 2443-1122", "+551124431122"),
        ("+55 48 99123 4567", "+5548991234567"),
        ("WhatsApp (85) 9 8811-2233", "+5585988112233"),
        ("+351 912 345 678", "+351912345678"),
        ("CPF 123.456.789-09", None),
        ("CEP 01310-100", None),
    ],
)
def test_telephones_and_what_only_looks_like_one(written: str, phone: str | None) -> None:
    result = analyse_text(
        f"Ana Prado Reis\nana@exemplo.com\n{written}\n\nExperiência\nVendedora\nLoja Azul\n2019 - 2021\n"
    )
    assert result["profile"]["phone"] == phone


def test_a_weak_bullet_is_rewritten_with_its_words_and_a_result_slot() -> None:
    result = analyse_text(
        f"{HEAD}Vendedora\nLoja Azul\n2019 - 2021\n- Participei da implantação do SAP na loja\n"
    )
    told = next(one for one in result["suggestions"] if one["id"] == "bullet_weak_opening")
    assert told["quote"] == "• Participei da implantação do SAP na loja"
    assert told["example"] is not None
    assert "a implantação do SAP na loja" in told["example"]
    assert "Participei" not in told["example"]
    assert "[resultado:" in told["example"]


@pytest.mark.parametrize("summary", ["Em busca de novos desafios.", "Busco novos desafios", "Quero crescer!"])
def test_an_example_ends_its_sentences_with_one_full_stop(summary: str) -> None:
    result = analyse_text(f"""Ana Souza
Analista Financeira Ltda.
ana@example.com

Resumo
{summary}

Experiência
Analista Financeira
Loja Verde Ltda.
mar/2019 - jun/2025
- Reduzi o custo em 18%

Competências
Excel, SAP, Power BI
""")
    examples = [one["example"] for one in result["suggestions"] if one["example"]]
    assert examples
    assert not [example for example in examples if ".." in example or "!." in example]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("COREN-MG 000.111", None),
        ("Rua das Flores, 12, 32999-310, Contagem, Minas Gerais", "Contagem, Minas Gerais"),
    ],
)
def test_a_register_and_a_street_are_no_city(line: str, place: str | None) -> None:
    text = f"Ana Prado Reis\nana@exemplo.com\n{line}\n\nExperiência\nVendedora\nLoja Azul Ltda\n01/2018 - 12/2021\n"
    assert (
        analyse_text(f"{text}- Atendi clientes e organizei o estoque da loja\n")["profile"]["location"]
        == place
    )
