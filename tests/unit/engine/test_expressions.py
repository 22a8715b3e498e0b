"""Every regular expression of the product, by its structure. `make bench` measures their growth."""

from __future__ import annotations

from recoloca.engine.analysis.entries.spans import is_noise
from tests.support.analysis.blanks import begins_with_run, parsed
from tests.support.analysis.expressions import expressions


def test_no_expression_searches_a_run_of_blanks_from_each_blank() -> None:
    assert not [one.name for one in expressions() if not one.whole and begins_with_run(parsed(one.pattern))]


def test_a_line_of_many_durations_is_read_in_one_pass() -> None:
    assert not is_noise("12 meses 1 ano 2 meses " * 40 + "!")
