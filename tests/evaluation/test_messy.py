"""A small part of the messy set for every test run: it is as wide as it says, and what it shows is read."""

from __future__ import annotations

import pytest

from tests.evaluation.messy.documents import messy
from tests.evaluation.messy.made import HABITS
from tests.evaluation.messy.measure import Measured, measured
from tests.evaluation.reading import Reading, read

EVERY = 8
"""Every so-manyth layout that is not held back is read, for one person each."""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    shown = [habit for habit in HABITS if not habit.held][::EVERY]
    documents = messy(shown, people=1, folder=tmp_path_factory.mktemp("messy"))
    readings: dict[str, Reading] = {one.document.name: read(one.document.document) for one in documents}
    return measured(documents, readings)["shown"]


def test_the_set_has_sixty_layouts_and_holds_a_third_back() -> None:
    held = sum(habit.held for habit in HABITS)
    assert len(HABITS) >= 60
    assert 0.3 <= held / len(HABITS) <= 0.36


def test_every_messy_document_has_a_result(few: Measured) -> None:
    assert few.crashes == 0


@pytest.mark.parametrize(
    ("field", "least"),
    [("name", 0.8), ("email", 0.8), ("phone", 0.8), ("entries", 0.5), ("education", 0.5)],
)
def test_messy_layouts_are_read_as_well_as_before(few: Measured, field: str, least: float) -> None:
    """Far below the floors of `make evaluate`, which reads hundreds: this notices what is broken, not what is worse."""
    assert few.shares()[field] >= least
