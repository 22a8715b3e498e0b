"""Every regular expression of the product, by its structure. `make bench` measures their growth."""

from __future__ import annotations

from recoloca.engine.analysis.entries.spans import is_noise
from recoloca.engine.analysis.entries.study_prepare import LONGEST_STUDY, MOST_STOPS, parted, rejoin
from recoloca.engine.analysis.words.headings import CUT
from tests.support.analysis.blanks import begins_with_run, parsed
from tests.support.analysis.expressions import expressions
from tests.support.analysis.readers import line


def test_no_expression_searches_a_run_of_blanks_from_each_blank() -> None:
    assert not [one.name for one in expressions() if not one.whole and begins_with_run(parsed(one.pattern))]


def test_a_line_of_many_durations_is_read_in_one_pass() -> None:
    assert not is_noise("12 meses 1 ano 2 meses " * 40 + "!")


def test_a_study_is_parted_at_one_of_its_first_full_stops() -> None:
    study = "Escola Sol. Ensino médio."
    assert (
        parted("Turma. " * (MOST_STOPS - 1) + study)
        == "Turma. " * (MOST_STOPS - 1) + "Escola Sol | Ensino médio"
    )
    assert parted("Turma. " * MOST_STOPS + study) == "Turma. " * MOST_STOPS + study


def test_the_lines_of_a_broken_study_are_joined_up_to_a_length() -> None:
    joined = rejoin([line(number, "a curso,") for number in range(200)])
    assert len(joined) > 1
    assert all(len(one.text) <= LONGEST_STUDY + len(" a curso,") for one in joined)


def test_a_cut_word_is_looked_for_at_the_start_of_a_word_only() -> None:
    assert CUT.findall("Exper. anterior, Form. acad.") == ["Exper", "Form", "acad"]
    assert not CUT.findall("aB" * 20_000), "a search from each letter grows with the square of the length"
