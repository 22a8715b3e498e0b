"""How well the messy set is read: layouts whose faults the engine's author was told, and those held back, apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.evaluation.messy.documents import Messy
from tests.evaluation.metrics import Tally
from tests.evaluation.reading import Reading
from tests.evaluation.wild import missed, read_right, share

FIELDS: Final = ("name", "email", "phone", "entries", "education", "sections")


@dataclass
class Measured:
    """Tallies by field of some documents; `crashes` counts those without a result, for whatever reason."""

    documents: int = 0
    whole: int = 0
    """Documents whose entries, education and contact are all right."""
    crashes: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def add(self, one: Messy, reading: Reading) -> None:
        result = reading.result
        truth = settled(
            one.document.truth, {section["kind"] for section in result["sections"]} if result else set()
        )
        found = read_right(truth, result) if result else missed(truth)
        self.documents += 1
        self.crashes += result is None
        self.whole += all(share(found[name]) == 1 for name in FIELDS[:5])
        for name in FIELDS:
            self.tallies[name].add(found[name])

    def shares(self) -> dict[str, float]:
        return {name: share(self.tallies[name]) for name in FIELDS}


def settled(truth: dict[str, Any], found: set[str]) -> dict[str, Any]:
    """The truth with one kind for each section: where several are right (`a|b`), the one found."""
    kinds = []
    for kind in truth["sections"]:
        choices = kind.removesuffix("?").split("|")
        if not kind.endswith("?") or choices[0] in found:
            kinds.append(next((one for one in choices if one in found), choices[0]))
    return {**truth, "sections": kinds}


def measured(documents: Iterable[Messy], readings: Mapping[str, Reading]) -> dict[str, Measured]:
    """By `shown` and `held`, and by each layout's name."""
    found: dict[str, Measured] = defaultdict(Measured)
    for one in documents:
        for group in ("held" if one.habit.held else "shown", one.habit.name):
            found[group].add(one, readings[one.document.name])
    return dict(found)
