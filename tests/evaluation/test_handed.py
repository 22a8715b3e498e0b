"""Every handed case is read right: kinds of faults that were found on real CVs and in public bug reports."""

from __future__ import annotations

import pytest

from tests.evaluation.handed import Handed, handed, wrong
from tests.evaluation.reading import patiently


@pytest.mark.parametrize("case", handed(), ids=lambda case: case.name)
def test_a_handed_case_has_its_right_values(case: Handed) -> None:
    assert wrong(case, patiently(case.document.read_bytes())) == {}
