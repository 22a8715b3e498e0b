"""One set, evaluated: every figure beside its bar and its floor."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tests.evaluation.documents import DocumentSet
from tests.evaluation.metrics import METRICS
from tests.evaluation.reading import Reading, read_all
from tests.evaluation.repeat import changed_bytes
from tests.evaluation.score import (
    Broken,
    Fields,
    MatchFigures,
    rising_removals,
    score_fields,
    score_match,
    twins_apart,
)

REPEATED = 24
"""How many files are read a second time by another process."""


@dataclass(frozen=True)
class Figure:
    """`value` is a share (0..1, more is better), or with `counts` a number of violations (less is better)."""

    id: str
    label: str
    value: float
    bar: float | None
    floor: float | None
    counts: bool = False
    by_language: dict[str, float | None] = field(default_factory=dict)
    note: str = ""

    @property
    def holds(self) -> bool:
        if self.floor is None:
            return True
        return self.value <= self.floor if self.counts else self.value >= self.floor

    @property
    def meets_bar(self) -> bool:
        if self.bar is None:
            return True
        return self.value <= self.bar if self.counts else self.value >= self.bar


@dataclass(frozen=True)
class Evaluation:
    documents: DocumentSet
    readings: dict[str, Reading]
    fields: Fields
    match: MatchFigures
    figures: list[Figure]
    broken: dict[str, list[Broken]]


@dataclass(frozen=True)
class Limits:
    bars: dict[str, float]
    floors: dict[str, float]

    @classmethod
    def load(cls, set_name: str) -> Limits:
        data: dict[str, Any] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))
        unseen = data["bars_unseen"] if set_name == "deciding" else {}
        own = data.get(f"bars_{set_name.split('_', maxsplit=1)[0]}", {})
        return cls({**data["bars"], **unseen, **own}, data["floors"].get(set_name, {}))

    def figure(self, id_: str, label: str, value: float, **more: Any) -> Figure:
        return Figure(id_, label, value, self.bars.get(id_), self.floors.get(id_), **more)


def evaluate(documents: DocumentSet, workers: int | None = None) -> Evaluation:
    readings = read_all(documents.paths, workers)
    fields = score_fields(documents.cases, readings)
    match = score_match(documents.bank, documents.cases, readings)
    counted = {
        "removals": rising_removals(documents.cases, readings),
        "twins": twins_apart(documents.cases, readings),
        "same_bytes": changed_bytes(_spread(documents.paths), readings),
    }
    broken = {**{name: found for name, (_, found) in counted.items()}, "match": match.beaten}
    limits = Limits.load(documents.name)
    figures = [*_field_figures(limits, fields), _match_figure(limits, match)]
    figures += [
        limits.figure(name, LABELS[name], len(found), counts=True, note=f"of {total}")
        for name, (total, found) in counted.items()
    ]
    return Evaluation(documents, readings, fields, match, figures, broken)


LABELS = {
    "removals": "Score rises when a section is removed",
    "twins": "pt/en twins apart",
    "same_bytes": "Other bytes for the same file",
}


def _spread(paths: dict[str, Path]) -> dict[str, Path]:
    """Every so-manyth file, so that all layouts are among them."""
    return dict(islice(paths.items(), 0, None, max(1, len(paths) // REPEATED)))


def _field_figures(limits: Limits, fields: Fields) -> list[Figure]:
    overall, languages = fields.figures("all")["all"], fields.figures("language")
    return [
        limits.figure(
            metric.id,
            metric.label,
            overall[metric.id] or 0.0,
            by_language={language: row[metric.id] for language, row in languages.items()},
        )
        for metric in METRICS
    ]


def _match_figure(limits: Limits, match: MatchFigures) -> Figure:
    note = f"mean per CV {match.mean_auc:.3f}; {match.comparisons} comparisons"
    return limits.figure("match", "Match AUC", match.auc, note=note)
