"""From readings to figures: per metric, overall and by language and layout; then twins, removals, match."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoloca.engine.matching.engine import match
from tests.evaluation.cv import Case, truth_of
from tests.evaluation.metrics import METRICS, Tally, missed, same_text
from tests.evaluation.people import Bank

if TYPE_CHECKING:
    from recoloca.engine.analysis.result import AnalysisResult
    from tests.evaluation.reading import Reading


@dataclass(frozen=True)
class Fault:
    """One thing read wrongly."""

    case: str
    layout: str
    metric: str
    expected: str
    got: str


@dataclass
class Fields:
    """Tallies by (dimension, value, metric id); the dimension is "all", "language" or "layout"."""

    tallies: dict[tuple[str, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[Fault] = field(default_factory=list)

    def figures(self, dimension: str) -> dict[str, dict[str, float | None]]:
        """Value of the dimension → metric id → figure."""
        values = dict.fromkeys(value for one, value, _ in self.tallies if one == dimension)
        return {
            value: {metric.id: metric.figure(self.tallies[dimension, value, metric.id]) for metric in METRICS}
            for value in values
        }


def score_fields(cases: Iterable[Case], readings: dict[str, Reading]) -> Fields:
    fields = Fields()
    for case in cases:
        if case.group != "read":
            continue
        for metric_id, tally in _measured(case, readings[case.id]).items():
            for key in (("all", "all"), ("language", case.cv.language), ("layout", case.layout)):
                fields.tallies[(*key, metric_id)].add(tally)
            fields.faults += [Fault(case.id, case.layout, metric_id, *pair) for pair in tally.faults]
    return fields


def _measured(case: Case, reading: Reading) -> dict[str, Tally]:
    truth = truth_of(case.cv)
    if reading.result is None:
        tallies = missed(truth)
        tallies["name"].faults.append((truth["name"], f"no result: {reading.error}"))
        return tallies
    return {metric.id: metric.measure(truth, reading.result) for metric in METRICS}


@dataclass(frozen=True)
class Broken:
    """A rule that a group of documents broke, in a sentence."""

    case: str
    message: str


def twins_apart(cases: Iterable[Case], readings: dict[str, Reading]) -> tuple[int, list[Broken]]:
    """(pairs, pairs that differ): sections, entries with their dates, or more than 3 points of score."""
    pairs: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.group == "twin" and case.twin_of:
            pairs[case.twin_of].append(case)
    broken = []
    for one, other in pairs.values():
        message = _difference(readings[one.id].result, readings[other.id].result)
        if message:
            broken.append(Broken(one.id, f"{one.layout}: {message}"))
    return len(pairs), broken


def _difference(one: AnalysisResult | None, other: AnalysisResult | None) -> str | None:
    if one is None or other is None:
        return "no result"
    kinds = [[section["kind"] for section in result["sections"]] for result in (one, other)]
    if kinds[0] != kinds[1]:
        return f"sections {kinds[0]} / {kinds[1]}"
    jobs = [
        [
            (same_text(job["company"]), job["start"], job["end"], job["current"])
            for job in result["experience"]
        ]
        for result in (one, other)
    ]
    if jobs[0] != jobs[1]:
        return f"entries {jobs[0]} / {jobs[1]}"
    scores = one["score"]["overall"], other["score"]["overall"]
    return f"scores {scores[0]} / {scores[1]}" if abs(scores[0] - scores[1]) > 3 else None


def rising_removals(cases: Iterable[Case], readings: dict[str, Reading]) -> tuple[int, list[Broken]]:
    """(removals, removals after which the overall score rose)."""
    removals = 0
    broken = []
    for case in cases:
        whole = case.twin_of
        if case.group != "removal" or whole is None or whole == case.id:
            continue
        removals += 1
        before, after = readings[whole].result, readings[case.id].result
        if before is None:
            broken.append(Broken(case.id, "the whole CV gave no result"))
        elif after is not None and after["score"]["overall"] > before["score"]["overall"]:
            rise = f"{before['score']['overall']} → {after['score']['overall']}"
            broken.append(Broken(case.id, f"{case.layout}: {rise}"))
    return removals, broken


@dataclass(frozen=True)
class MatchFigures:
    auc: float
    """Over all pairs of one own and one foreign advertisement of the whole set."""
    mean_auc: float
    """The mean of each CV's own AUC."""
    comparisons: int
    beaten: list[Broken]
    """CVs whose own advertisement is not the best one."""


def score_match(bank: Bank, cases: Iterable[Case], readings: dict[str, Reading]) -> MatchFigures:
    own: list[float] = []
    foreign: list[float] = []
    each: list[float] = []
    beaten: list[Broken] = []
    for case, result in _analysed(cases, readings):
        scores = {
            profession: float(match(result, bank.advertisement(profession, case.cv.language))["score"])
            for profession in sorted(bank.professions)
        }
        mine = scores.pop(case.cv.profession)
        own.append(mine)
        foreign += scores.values()
        each.append(auc([mine], list(scores.values())))
        rival = max(scores, key=scores.__getitem__)
        if scores[rival] >= mine:
            beaten.append(Broken(case.id, f"{case.cv.profession} {mine:.0f}, {rival} {scores[rival]:.0f}"))
    return MatchFigures(auc(own, foreign), sum(each) / len(each) if each else 0, len(own + foreign), beaten)


def _analysed(cases: Iterable[Case], readings: dict[str, Reading]) -> Iterator[tuple[Case, AnalysisResult]]:
    for case in cases:
        result = readings[case.id].result
        if case.group == "read" and result is not None:
            yield case, result


def auc(positives: list[float], negatives: list[float]) -> float:
    """The chance that a positive scores above a negative, a tie counting half; 0 with nothing to compare."""
    if not positives or not negatives:
        return 0.0
    ordered = sorted(negatives)
    below = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in positives)
    return below / 2 / (len(positives) * len(negatives))
