"""The rules that whoever extends a table must keep (see the README beside the tables)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from recoloca.engine.analysis.words import lexicon

SKILLS = sorted((lexicon.DATA / "skills").glob("*.tsv"))
TABLES = sorted(lexicon.DATA.rglob("*.tsv"))
COLUMNS = {
    "headings": ["kind", "pt", "en", "es"],
    "occupations": ["id", "pt", "en", "es"],
    "verbs": ["strength", "pt", "en", "es"],
    "weak_phrases": ["id", "pt", "en", "es"],
    "degrees": ["level", "pt", "en", "es"],
    "fields": ["area", "pt", "en", "es"],
    "language_names": ["iso", "pt", "en", "es"],
    "language_levels": ["level", "pt", "en", "es"],
    "months": ["number", "pt", "en", "es"],
    "present": ["kind", "pt", "en", "es"],
    "places": ["kind", "code", "pt", "en", "es"],
}
SKILL_COLUMNS = ["id", "kind", "pt", "en", "es"]
KINDS = {"technical", "soft", "tool", "language", "domain"}
FUNCTION_WORDS = """
    a ao aos as até com como da das de do dos e em eu foi já mais mas na nas no nos o os ou para pela pelas
    pelo pelos por que se sei sem ser seu sou sua sus só um uma umas uns é às
    about an and are at be by for from he in is it of on or so the this to we with
    al con del el en es la las lo los más muy por sin su un una y
    jan fev feb mar abr apr mai may jun jul ago aug set sep out oct nov dez dec ene dic
"""
STATES = frozenset(row["code"].lower() for row in lexicon.table("places") if row["kind"] == "state")


def name(path: Path) -> str:
    return path.relative_to(lexicon.DATA).with_suffix("").as_posix()


def phrase(label: str) -> str:
    return " ".join(token for token, _, _ in lexicon.tokens(label))


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_has_its_columns_and_no_empty_or_repeated_label(path: Path) -> None:
    rows = list(lexicon.rows(path))
    assert rows
    assert list(rows[0]) == (SKILL_COLUMNS if path.parent.name == "skills" else COLUMNS[path.stem])
    for row in rows:
        first, _ = next(iter(row.items()))
        assert row[first], row
        assert row["en"] or (row["pt"] and row["es"]), row
        for language in lexicon.LANGUAGES:
            cell = row[language]
            written = [label.strip() for label in cell.split("|")] if cell else []
            assert all(written), f"an empty label between two | in {row}"
            assert len({label.casefold() for label in written}) == len(written), f"a label twice in {cell}"


@pytest.mark.parametrize(
    "path", [*SKILLS, lexicon.DATA / "occupations.tsv", lexicon.DATA / "weak_phrases.tsv"], ids=name
)
def test_ids_are_stable_looking_and_unique(path: Path) -> None:
    ids = [row["id"] for row in lexicon.rows(path)]
    separator = "_" if path.stem == "weak_phrases" else "-"
    assert all(re.fullmatch(rf"[a-z0-9]+({separator}[a-z0-9]+)*", id_) for id_ in ids)
    assert not [id_ for id_, times in Counter(ids).items() if times > 1]


def test_a_skill_label_belongs_to_one_concept() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for path in SKILLS:
        for row in lexicon.rows(path):
            assert row["kind"] in KINDS, row
            for label in lexicon.all_labels(row):
                owners[phrase(label)].add(row["id"])
    assert not {label: ids for label, ids in owners.items() if len(ids) > 1}


def test_no_skill_label_is_an_everyday_word_a_month_or_a_state() -> None:
    labels = {
        phrase(label) for path in SKILLS for row in lexicon.rows(path) for label in lexicon.all_labels(row)
    }
    assert not labels & set(phrase(FUNCTION_WORDS).split())
    assert not labels & STATES
    assert not [label for label in labels if len(label.replace(" ", "")) < 2]


def test_skill_ids_are_unique_over_all_areas() -> None:
    ids = Counter(row["id"] for path in SKILLS for row in lexicon.rows(path))
    assert not [id_ for id_, times in ids.items() if times > 1]


def test_a_heading_opens_one_kind_of_section() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("headings"):
        for label in lexicon.all_labels(row):
            kinds[phrase(label)].add(row["kind"])
    assert not {label: found for label, found in kinds.items() if len(found) > 1}


def test_a_month_word_means_one_month_in_all_languages() -> None:
    months: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("months"):
        for label in lexicon.all_labels(row):
            months[phrase(label)].add(row["number"])
    assert sorted({int(number) for found in months.values() for number in found}) == list(range(1, 13))
    assert not {label: found for label, found in months.items() if len(found) > 1}


def test_a_title_belongs_to_one_occupation() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("occupations"):
        for label in lexicon.all_labels(row):
            owners[phrase(label)].add(row["id"])
    assert not {label: ids for label, ids in owners.items() if len(ids) > 1}


def test_both_strengths_of_verb_exist_and_no_form_is_both() -> None:
    strengths: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in lexicon.table("verbs"):
        for language in lexicon.LANGUAGES:
            for form in lexicon.labels(row, language):
                strengths[language, phrase(form)].add(row["strength"])
    assert {strength for found in strengths.values() for strength in found} == {"strong", "weak"}
    assert not {form: found for form, found in strengths.items() if len(found) > 1}


def test_every_state_of_brazil_is_there_with_cities_in_it() -> None:
    places = list(lexicon.table("places"))
    assert len(STATES) == 27
    assert {row["code"].lower() for row in places if row["kind"] == "city"} == STATES


@pytest.mark.parametrize(
    ("written", "concept"),
    [
        ("PowerBI", "power-bi"),
        ("Power BI", "power-bi"),
        ("JS", "javascript"),
        ("C#", "c-sharp"),
        (".NET", "dotnet"),
        ("pacote Office", "microsoft-office"),
        ("Excel avançado", "advanced-excel"),
        ("NR 10", "nr-10"),
        ("folha de pagamento", "payroll"),
        ("contas a pagar", "accounts-payable"),
        ("gestión de proyectos", "project-management"),
        ("trabalho em equipe", "teamwork"),
        ("curativos", "wound-care"),
        ("inglés", "english"),
    ],
)
def test_what_people_write_finds_its_concept(written: str, concept: str) -> None:
    assert lexicon.skills().by_phrase[phrase(written)].id == concept
