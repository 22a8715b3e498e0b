"""What one line of an advertisement asks for in numbers and levels, with values written by hand."""

from __future__ import annotations

import pytest

from recoloca.engine.matching.asked import Degree, Spoken, degree_asked, spoken_asked, years_asked


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Experiência de 3 anos com SQL", 3),
        ("Mínimo de 5+ anos", 5),
        ("Pelo menos dois anos na função", 2),
        ("Experiência de 2 (dois) anos", 2),
        ("De 3 a 5 anos de experiência", 3),
        ("At least 10 years of experience", 10),
        ("Al menos tres años", 3),
        ("1 ano de experiência", 1),
        ("25 anos de experiência", 25),
        ("Experiência mínima de 6 meses", 0.5),
        ("At least 18 months of experience", 1.5),
        ("Experiência de 1 ano e 6 meses", 1.5),
    ],
)
def test_years_of_experience_are_read(text: str, years: float) -> None:
    assert years_asked(text) == years


@pytest.mark.parametrize(
    "text",
    [
        "Ser maior de 18 anos e ter experiência",
        "Empresa com 20 anos de mercado e experiência",
        "Contrato de 2 anos",
        "Contrato de 6 meses com experiência em vendas",
        "26 anos de experiência",
        "0 anos de experiência",
        "Experiência com SQL",
    ],
)
def test_other_numbers_are_no_years_of_experience(text: str) -> None:
    assert years_asked(text) is None


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Inglês avançado", [Spoken("en", "C1")]),
        ("Inglês", [Spoken("en", None)]),
        ("Inglês avançado e espanhol intermediário", [Spoken("en", "C1"), Spoken("es", "B1")]),
        ("Advanced English", [Spoken("en", "C1")]),
        ("Inglês básico; inglês avançado é um diferencial", [Spoken("en", "A1")]),
        ("Excel avançado", []),
    ],
)
def test_languages_are_read_with_the_level_that_stands_beside_them(text: str, spoken: list[Spoken]) -> None:
    assert spoken_asked(text) == spoken


@pytest.mark.parametrize(
    ("text", "rank", "field", "related"),
    [
        ("Ensino fundamental completo", 1, "", False),
        ("Ensino médio completo", 2, "", False),
        ("Técnico em Enfermagem", 3, "Enfermagem", False),
        ("Tecnólogo em Logística", 4, "Logística", False),
        ("Superior completo em Estatística", 4, "Estatística", False),
        ("Graduação ou bacharelado em Estatística", 4, "Estatística", False),
        ("Bacharelado ou mestrado em Estatística", 5, "Estatística", False),
        ("Mestrado ou bacharelado em Estatística", 5, "Estatística", False),
        ("Pós-graduação em Finanças", 6, "Finanças", False),
        ("Postgraduate degree in Finance", 6, "Finance", False),
        ("Mestrado em Economia", 7, "Economia", False),
        ("Doutorado em Física", 8, "Física", False),
        ("Graduação em Economia ou áreas afins", 4, "Economia", True),
        ("Bachelor's degree in Statistics or a related field", 5, "Statistics", True),
        ("Grado en Estadística", 4, "Estadística", False),
    ],
)
def test_the_lowest_degree_that_is_taken_is_read_with_its_field(
    text: str, rank: int, field: str, related: bool
) -> None:
    asked = degree_asked(text)
    assert asked is not None
    assert (asked.rank, asked.field, asked.related) == (rank, field, related)


@pytest.mark.parametrize("text", ["Python e SQL", "Boa comunicação", ""])
def test_a_line_without_a_degree_asks_for_none(text: str) -> None:
    assert degree_asked(text) is None


def test_the_wording_of_a_degree_is_the_advertisements() -> None:
    asked = degree_asked("Desejável: Graduação em Economia, com experiência em bancos")
    assert asked == Degree(4, "Graduação em Economia", "Economia", False)
