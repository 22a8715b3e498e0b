"""Prints an evaluation for people, and makes one for programs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.evaluation.evaluation import Evaluation, Figure
from tests.evaluation.metrics import METRICS
from tests.evaluation.reading import failures
from tests.evaluation.score import Fault


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    readings = evaluation.readings.values()
    seconds = sorted(reading.seconds for reading in readings)
    failed = failures(readings)
    console.print(
        f"\n[bold]{evaluation.documents.name} set[/bold]: {len(seconds)} documents, "
        f"{len(failed)} without a result, median {1000 * seconds[len(seconds) // 2]:.0f} ms each"
    )
    print_figures(console, evaluation.figures)
    _print_layouts(console, evaluation)


def print_figures(console: Console, figures: list[Figure]) -> None:
    table = Table("what", "bar", "floor", "all", "pt", "en", "es", "", box=None, pad_edge=False)
    for figure in figures:
        colour = "red" if not figure.holds else "green" if figure.meets_bar else "yellow"
        languages = [_shown(figure.by_language.get(language)) for language in ("pt", "en", "es")]
        value = f"[{colour}]{_shown(figure.value, counts=figure.counts)}[/{colour}]"
        limits = [_shown(limit, counts=figure.counts) for limit in (figure.bar, figure.floor)]
        table.add_row(figure.label, *limits, value, *languages, figure.note)
    console.print(table)


def _shown(value: float | None, *, counts: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if counts else f"{value:.3f}"


def _print_layouts(console: Console, evaluation: Evaluation) -> None:
    table = Table("layout", *(metric.id for metric in METRICS), box=None, pad_edge=False)
    for layout, row in evaluation.fields.figures("layout").items():
        table.add_row(layout, *(_shown(row[metric.id]) for metric in METRICS))
    console.print(table)


def print_worst(console: Console, evaluation: Evaluation, amount: int) -> None:
    """The documents with the most faults, and every rule broken by a group of documents."""
    by_case: dict[str, list[Fault]] = defaultdict(list)
    for fault in evaluation.fields.faults:
        by_case[fault.case].append(fault)
    for case, faults in sorted(by_case.items(), key=lambda item: -len(item[1]))[:amount]:
        console.print(f"\n[bold]{evaluation.documents.paths[case]}[/bold]", soft_wrap=True)
        for fault in faults:
            console.print(f"  {fault.metric}: expected {escape(fault.expected)}", soft_wrap=True)
            console.print(f"  {' ' * len(fault.metric)}       got {escape(fault.got)}", soft_wrap=True)
    for rule, broken in evaluation.broken.items():
        for one in broken[:amount]:
            console.print(f"{rule}: {evaluation.documents.paths[one.case].name}: {escape(one.message)}")


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "set": evaluation.documents.name,
        "documents": len(evaluation.readings),
        "figures": {
            figure.id: {
                "value": figure.value,
                "bar": figure.bar,
                "floor": figure.floor,
                "holds": figure.holds,
                "by_language": figure.by_language,
            }
            for figure in evaluation.figures
        },
        "layouts": evaluation.fields.figures("layout"),
    }
