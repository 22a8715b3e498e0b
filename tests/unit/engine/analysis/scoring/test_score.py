"""The points of each rule of the score, with both sides of each boundary; the values are written by hand.

Points have one decimal.
"""

from __future__ import annotations

import pytest

from recoloca.engine.analysis.result import AnalysisResult, ScoreRule
from tests.unit.engine.analysis.conftest import analyse_text

HEAD = "Ana Prado\nana@exemplo.com | (11) 98765-4321 | São Paulo - SP | linkedin.com/in/anaprado\n"
JOB = "Experiência\nAnalista Financeiro\nGrupo Delta Ltda\nmar/2019 - jun/2021\n"
FILLER = "conciliação das contas do setor com a equipe da filial"
"""Ten words without a figure, an outcome or a verb that says who did it."""


def rule(text: str, name: str) -> ScoreRule:
    result: AnalysisResult = analyse_text(text)
    return next(one for part in result["score"]["parts"] for one in part["rules"] if one["id"] == name)


def points(text: str, name: str) -> float:
    return rule(text, name)["points"]


def test_the_published_weights_add_up_to_100() -> None:
    parts = analyse_text(HEAD)["score"]["parts"]
    assert {part["id"]: part["max"] for part in parts} == {
        "contact": 10, "summary": 10, "experience": 35, "skills": 15, "education": 10, "clarity": 10, "ats": 10,
    }  # fmt: skip
    assert {one["id"]: one["max"] for part in parts for one in part["rules"]} == {
        "name": 2, "email": 3, "phone": 2, "location": 1.5, "links": 1.5,
        "summary_present": 4, "summary_length": 2, "summary_role": 2, "summary_evidence": 2,
        "entries_complete": 6, "work_described": 5, "action_verbs": 7, "figures": 8, "outcomes": 7, "months": 2,
        "skills_section": 3, "skills_count": 7, "skills_shown": 3, "spoken_languages": 2,
        "education_present": 5, "education_complete": 2, "education_year": 2, "further_training": 1,
        "clear_bullets": 6, "headings_known": 4,
        "text_readable": 2, "core_headings": 2.5, "contact_as_text": 1.5, "dates_readable": 1, "plain_layout": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "with_it", "without"),
    [
        ("name", 2, HEAD.replace("Ana Prado", "")),
        ("email", 3, HEAD.replace("ana@exemplo.com | ", "")),
        ("phone", 2, HEAD.replace("(11) 98765-4321 | ", "")),
        ("location", 1.5, HEAD.replace("São Paulo - SP | ", "")),
        ("links", 1.5, HEAD.replace(" | linkedin.com/in/anaprado", "")),
    ],
)
def test_each_contact_has_its_points_or_none(name: str, with_it: float, without: str) -> None:
    assert points(HEAD + JOB, name) == with_it
    assert points(without + JOB, name) == 0


def test_contacts_written_as_text_count_half_each() -> None:
    assert points(HEAD + JOB, "contact_as_text") == 1.5
    assert points(HEAD.replace("(11) 98765-4321 | ", "") + JOB, "contact_as_text") == 0.8


def summary(words: int, begin: str = "Gosto de") -> str:
    text = f"{begin} {' '.join(['trabalho'] * (words - len(begin.split())))}"
    return f"{HEAD}\nResumo\n{text}\n\n{JOB}"


@pytest.mark.parametrize(
    ("words", "present", "length"),
    # 4 points at 15 words, 2 at 30 words, and half of these above 130 words
    [
        (6, 1.6, 0.4),
        (14, 3.7, 0.9),
        (15, 4, 1),
        (16, 4, 1.1),
        (29, 4, 1.9),
        (30, 4, 2),
        (130, 4, 2),
        (131, 4, 1),
    ],
)
def test_a_summary_counts_by_its_words(words: int, present: float, length: float) -> None:
    text = summary(words)
    assert points(text, "summary_present") == present
    assert points(text, "summary_length") == length


@pytest.mark.parametrize(
    ("begin", "words", "role", "evidence"),
    [
        ("Analista financeira, 40 clientes", 6, 2, 2),
        ("Analista financeira, 40 clientes", 5, 0, 0),
        ("Analista financeira,", 2, 0, 0),
        ("Gosto de", 20, 0, 0),
        ("Desde 2019 gosto de", 20, 0, 0),
    ],
)
def test_a_summary_of_six_words_can_name_a_role_and_a_figure(
    begin: str, words: int, role: float, evidence: float
) -> None:
    text = summary(words, begin)
    assert (points(text, "summary_role"), points(text, "summary_evidence")) == (role, evidence)


PLACES = [
    "norte",
    "sul",
    "leste",
    "oeste",
    "centro",
    "litoral",
    "serra",
    "capital",
    "interior",
    "campo",
    "porto",
]


def bullets(count: int, text: str) -> str:
    """Bullets that differ in their last word."""
    return HEAD + JOB + "".join(f"- {text} {place}\n" for place in PLACES[:count])


@pytest.mark.parametrize(
    ("name", "text", "most", "enough"),
    [
        ("work_described", FILLER, 5, 10),
        ("action_verbs", f"Liderei {FILLER}", 7, 10),
        ("figures", f"{FILLER} com 40 clientes", 8, 8),
        ("outcomes", f"{FILLER} e reduziu o prazo em 12 dias", 7, 5),
        ("clear_bullets", f"Liderei {FILLER}", 6, 10),
    ],
)
def test_bullets_count_one_by_one_until_there_are_enough(
    name: str, text: str, most: float, enough: int
) -> None:
    assert points(HEAD + JOB, name) == 0
    assert points(bullets(1, text), name) == pytest.approx(most / enough, abs=0.051)
    assert points(bullets(enough - 1, text), name) == pytest.approx(most - most / enough, abs=0.051)
    assert points(bullets(enough, text), name) == most
    assert points(bullets(enough + 1, text), name) == most


@pytest.mark.parametrize(("text", "counted"), [("Conciliação de", 0), ("Conciliação das contas", 0.5)])
def test_work_is_described_by_four_words_or_more(text: str, counted: float) -> None:
    assert points(bullets(1, text), "work_described") == counted


def jobs(*lines: str) -> str:
    return f"{HEAD}\nExperiência\n" + "\n".join(lines) + "\n"


WHOLE = "Analista Financeiro\nGrupo Delta Ltda\nmar/2019 - jun/2021\n- Liderei a conciliação das contas do setor\n"
OTHER = (
    "Assistente Financeiro\nBanco Azul\nmar/2015 - fev/2019\n- Organizei a conciliação das contas do setor\n"
)
THIRD = "Auxiliar Administrativo\nEscola Sol Ltda\njan/2012 - fev/2015\n- Organizei a agenda das turmas do setor\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [(jobs(), 0), (jobs(WHOLE), 4), (jobs(WHOLE, OTHER), 6), (jobs(WHOLE, OTHER, THIRD), 6)],
)
def test_two_complete_positions_are_enough(text: str, expected: float) -> None:
    """A third of six points for any position, and a third for each of the first two that are complete."""
    assert points(text, "entries_complete") == expected


@pytest.mark.parametrize(
    ("period", "months", "readable"), [("mar/2019 - jun/2021", 2, 1), ("2019 - 2021", 0, 1)]
)
def test_months_have_points_of_their_own(period: str, months: float, readable: float) -> None:
    text = jobs(WHOLE.replace("mar/2019 - jun/2021", period))
    assert (points(text, "months"), points(text, "dates_readable")) == (months, readable)


HARD = [
    "Excel",
    "SAP",
    "Power BI",
    "Python",
    "SQL",
    "Docker",
    "Figma",
    "Java",
    "Kotlin",
    "Tableau",
    "Airflow",
    "Spark",
    "Terraform",
    "Jenkins",
    "Grafana",
]


@pytest.mark.parametrize(("count", "expected"), [(1, 0.5), (13, 6.5), (14, 7), (15, 7)])
def test_fourteen_skills_are_enough(count: int, expected: float) -> None:
    text = f"{HEAD}{JOB}\nCompetências\n{', '.join(HARD[:count])}\n"
    assert points(text, "skills_count") == expected
    assert points(text, "skills_section") == 3


def test_soft_skills_open_the_section_and_count_no_skill() -> None:
    text = f"{HEAD}{JOB}\nCompetências\nComunicação, proatividade\n"
    assert (points(text, "skills_section"), points(text, "skills_count")) == (3, 0)


@pytest.mark.parametrize(("used", "expected"), [(0, 0), (1, 0.4), (3, 1.3), (6, 2.6), (7, 3), (8, 3)])
def test_a_listed_skill_is_shown_where_work_names_it(used: int, expected: float) -> None:
    work = "".join(f"- Liderei rotinas em {name} do setor\n" for name in HARD[:used])
    text = f"{HEAD}{JOB}{work}\nCompetências\n{', '.join(HARD[:9])}\n"
    assert points(text, "skills_shown") == expected


def test_languages_education_and_courses_count_when_they_are_there() -> None:
    study = "\nFormação\nBacharelado em Administração - Universidade Federal do Ceará, 2010 - 2014\n"
    whole = f"{HEAD}{JOB}{study}\nIdiomas\nInglês avançado\n\nCursos\nExcel avançado - SENAC, 2019\n"
    names = (
        "education_present",
        "education_complete",
        "education_year",
        "spoken_languages",
        "further_training",
    )
    assert [points(whole, name) for name in names] == [5, 2, 2, 2, 1]
    assert [points(HEAD + JOB, name) for name in names] == [0, 0, 0, 0, 0]
    assert points(whole.replace(", 2010 - 2014", ""), "education_year") == 0


@pytest.mark.parametrize(
    ("headings", "known", "core"),
    [
        (["Experiência"], 1, 0.8),
        (["Experiência", "Formação"], 2, 1.7),
        (["Experiência", "Formação", "Competências"], 3, 2.5),
        (["Experiência", "Formação", "Competências", "Idiomas"], 4, 2.5),
        (["Experiência", "Formação", "Competências", "Idiomas", "Cursos"], 4, 2.5),
    ],
)
def test_headings_count_one_point_each(headings: list[str], known: float, core: float) -> None:
    bodies = {
        "Experiência": "Analista Financeiro\nGrupo Delta Ltda\nmar/2019 - jun/2021",
        "Formação": "Bacharelado em Administração - Universidade Federal do Ceará, 2010 - 2014",
        "Competências": "Excel, SAP", "Idiomas": "Inglês avançado", "Cursos": "Excel avançado - SENAC, 2019",
    }  # fmt: skip
    text = HEAD + "".join(f"\n{name}\n{bodies[name]}\n" for name in headings)
    assert (points(text, "headings_known"), points(text, "core_headings")) == (known, core)


@pytest.mark.parametrize(("words", "expected"), [(30, 1), (44, 1.5), (56, 1.9), (60, 2), (61, 2)])
def test_a_text_of_60_different_words_can_be_read(words: int, expected: float) -> None:
    text = " ".join(f"trabalho{n}" for n in range(words))
    assert points(text, "text_readable") == expected
