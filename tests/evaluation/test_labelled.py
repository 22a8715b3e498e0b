"""The labelled requirement lines: what is measured stays."""

from __future__ import annotations

from tests.evaluation.labelled import covered, lines, wrongly_asked, wrongly_missing


def test_the_labelled_lines_keep_their_figures() -> None:
    found = list(lines())
    assert covered(found).f1 >= 0.98
    assert not wrongly_asked(found)
    assert not wrongly_missing(found)
