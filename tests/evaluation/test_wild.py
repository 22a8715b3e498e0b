"""Real layouts are read as well as `floors.toml` says, and no lexicon holds a name out of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoloca.engine.analysis.words import lexicon
from recoloca.engine.analysis.words.text import key
from tests.evaluation.evaluation import Limits
from tests.evaluation.reading import patiently
from tests.evaluation.wild import FIELDS, figures, wild

INVENTED = frozenset(Path(__file__).with_name("invented.txt").read_text("utf-8").split())
"""Hashes of the people, employers and schools of the wild set and the handed cases, in key form."""


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return figures((one, patiently(one.document.read_bytes())) for one in wild())


@pytest.mark.parametrize("field", FIELDS)
def test_real_layouts_are_read_as_well_as_before(measured: dict[str, float], field: str) -> None:
    assert measured[field] >= Limits.load("wild").floors[field]


def test_no_lexicon_names_a_person_an_employer_or_a_school_of_the_sets() -> None:
    assert [label for label in labels() if hashed(label) in INVENTED] == []


def labels() -> Iterator[str]:
    for path in sorted(lexicon.DATA.rglob("*.tsv")):
        for row in lexicon.rows(path):
            yield from lexicon.all_labels(row)
    yield from lexicon.classified()


def hashed(label: str) -> str:
    return hashlib.sha256(key(label).encode()).hexdigest()[:16]
