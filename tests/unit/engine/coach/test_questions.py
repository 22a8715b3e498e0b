"""The question bank is data that anyone may extend: every rule that it lives by is checked here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from recoloca.engine.analysis.words.lexicon import DATA, labels, table
from recoloca.engine.analysis.words.text import key
from recoloca.engine.coach.questions import GENERAL, LOCALES, Question, candidates, families
from recoloca.engine.coach.role import LEVELS, family_of_title, named_role

ALL = [(name, question) for name, family in families().items() for question in family.questions]
AREAS = {path.stem for path in (DATA / "skills").glob("*.tsv")}


def test_there_are_hundreds_of_questions_of_each_kind() -> None:
    kinds = Counter("technical" if question.kind == "technical" else "about people" for _, question in ALL)
    assert len(ALL) >= 350
    assert kinds["technical"] >= 200
    assert kinds["about people"] >= 90


def test_ids_and_texts_are_used_once() -> None:
    assert not [id_ for id_, times in Counter(question.id for _, question in ALL).items() if times > 1]
    texts: dict[str, set[str]] = defaultdict(set)
    for _, question in ALL:
        for wording in question.wording.values():
            texts[key(wording["asks"])].add(question.id)
    assert not {text: ids for text, ids in texts.items() if len(ids) > 1}


@pytest.mark.parametrize(
    "question", [question for _, question in ALL], ids=[question.id for _, question in ALL]
)
def test_a_question_is_whole_in_both_languages(question: Question) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.id)
    assert question.kind in {"behavioural", "technical", "motivation"}
    assert question.levels
    assert set(question.levels) <= set(LEVELS)
    assert set(question.wording) == set(LOCALES)
    for wording in question.wording.values():
        assert "\n" not in wording["asks"]
        assert wording["asks"].endswith(("?", ".", "!"))
        assert 3 <= len(wording["asks"].split()) <= 30
        assert wording["shows"].endswith(".")
        assert 7 <= len(wording["shows"].split()) <= 40
        assert (
            wording["shows"][0].islower()
            or wording["shows"].split()[0].isupper()
            or wording["shows"].startswith("Simples,")
        )


@pytest.mark.parametrize("name", families())
def test_each_family_has_ten_technical_questions_for_each_level(name: str) -> None:
    for level in LEVELS:
        asked = [question for group in candidates(name, level, technical=True) for question in group]
        assert len({question.id for question in asked}) >= 10, level
        assert candidates(name, level, technical=False)[0]


def test_a_title_word_belongs_to_one_family_and_an_area_exists() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, family in families().items():
        for title in family.titles:
            owners[title].add(name)
        assert set(family.areas) <= AREAS, name
    assert not {title: names for title, names in owners.items() if len(names) > 1}


def test_nearly_every_occupation_of_the_lexicon_has_its_family() -> None:
    rows = list(table("occupations"))
    found = [row["id"] for row in rows if family_of_title(labels(row, "pt")[0])]
    assert len(found) / len(rows) >= 0.93
    assert GENERAL not in {family_of_title(labels(row, "pt")[0]) for row in rows}


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Engenheira de Software Sênior", "technology"),
        ("Engenheira Civil", "engineering"),
        ("Engenheiro de Dados", "data"),
        ("Técnica de Enfermagem", "health"),
        ("Supervisor de Vendas", "sales-marketing"),
        ("Professora de Matemática", "education"),
        ("Chef de Cozinha", "services"),
        ("Analista Fiscal", "finance"),
        ("HR Business Partner", "people"),
        ("Product Manager", "product-design"),
        ("Warehouse Supervisor", "operations"),
        ("Advogada Trabalhista", "legal"),
        ("Engenheiro Agrônomo", "agriculture"),
        ("Executive Assistant", "office"),
        ("Scrum Master", "management"),
        ("Coordenador", None),
        ("Chefe de Departamento", None),
    ],
)
def test_a_title_finds_its_family(title: str, family: str | None) -> None:
    assert family_of_title(title) == family


@pytest.mark.parametrize(
    ("message", "role"),
    [
        ("simular entrevista para analista de dados sênior", "analista de dados sênior"),
        ("quero uma vaga de enfermeira", "enfermeira"),
        ("mock interview for a project manager role", "project manager"),
        ("Engenheiro Civil", "Engenheiro Civil"),
        ("bom dia, tudo bem?", None),
        ("I asked for help because the team was small", None),
    ],
)
def test_a_message_may_name_the_role(message: str, role: str | None) -> None:
    assert named_role([message]) == role
