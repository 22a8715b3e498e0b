"""Prints how the messy set is read: the figures beside their bars, then each layout."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tests.evaluation.evaluation import Figure, Limits
from tests.evaluation.messy.documents import messy
from tests.evaluation.messy.made import HABITS
from tests.evaluation.messy.measure import FIELDS, Measured, measured
from tests.evaluation.reading import read_all
from tests.evaluation.report import print_figures

SETS = {"shown": "messy", "held": "messy_held"}


def evaluate_messy(console: Console, workers: int | None, *, held: bool) -> dict[str, list[Figure]]:
    """The figures by set: `messy`, and with `held` also `messy_held`."""
    documents = messy([habit for habit in HABITS if held or not habit.held])
    readings = read_all({one.document.name: one.document.document for one in documents}, workers)
    by_group = measured(documents, readings)
    found = {SETS[group]: figures(SETS[group], by_group[group]) for group in SETS if group in by_group}
    for group, name in SETS.items():
        if group in by_group:
            one = by_group[group]
            layouts = sum(habit.held == (group == "held") for habit in HABITS)
            console.print(
                f"\n[bold]{name} set[/bold]: {one.documents} documents in {layouts} layouts, "
                f"{one.crashes} without a result, {one.whole} right as a whole"
            )
            print_figures(console, found[name])
    _print_layouts(console, by_group)
    return found


def figures(name: str, one: Measured) -> list[Figure]:
    limits = Limits.load(name)
    shares = [
        limits.figure(field, f"{field.capitalize()}, messy layouts", value)
        for field, value in one.shares().items()
    ]
    return [*shares, limits.figure("crashes", "Without a result", one.crashes, counts=True)]


def _print_layouts(console: Console, by_group: dict[str, Measured]) -> None:
    table = Table("layout", "whole", *FIELDS, box=None, pad_edge=False)
    for name, one in by_group.items():
        if name not in SETS:
            shares = (f"{value:.2f}" for value in one.shares().values())
            table.add_row(name, f"{one.whole}/{one.documents}", *shares)
    console.print(table)
