"""A small part of `make evaluate` for every test run: unseen documents are read, well and always alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.documents import open_set
from tests.evaluation.evaluation import Evaluation, evaluate
from tests.evaluation.plan import Size

FEWER = Size(read={"pt": 1, "en": 1, "es": 1}, twins=1, removals=1)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder: Path = tmp_path_factory.mktemp("evaluation")
    return evaluate(open_set("deciding", FEWER, folder), workers=2)


def test_every_document_has_a_result(few: Evaluation) -> None:
    assert [path for path, reading in few.readings.items() if reading.result is None] == []


@pytest.mark.parametrize(
    ("figure", "least"),
    [("name", 0.8), ("email", 0.99), ("phone", 0.8), ("graduation", 0.8), ("skills", 0.6)],
)
def test_what_identifies_a_person_is_read(few: Evaluation, figure: str, least: float) -> None:
    """Far below the floors of `make evaluate`, which reads hundreds: this notices what is broken, not what is worse."""
    (found,) = [one for one in few.figures if one.id == figure]
    assert found.value >= least


def test_repeats_are_equal_and_a_cut_section_never_gains(few: Evaluation) -> None:
    assert {one.id: one.value for one in few.figures if one.id in {"same_bytes", "removals"}} == {
        "same_bytes": 0,
        "removals": 0,
    }
