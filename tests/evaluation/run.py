"""`make evaluate`: how well the engine reads CVs whose truth is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tests.evaluation.documents import SetName, open_set
from tests.evaluation.evaluation import Evaluation, Figure, Limits, evaluate
from tests.evaluation.messy.report import evaluate_messy
from tests.evaluation.reading import read_all
from tests.evaluation.report import as_json, print_evaluation, print_figures, print_worst
from tests.evaluation.wild import figures, wild

SETS: tuple[SetName, ...] = ("tuning", "deciding")


def main(
    only: Annotated[str, typer.Option("--set", help="tuning, deciding, wild or messy; all unless told")] = "",
    worst: Annotated[int, typer.Option(help="show this many of the worst documents of the tuning set")] = 0,
    show_deciding: Annotated[
        bool, typer.Option(help="show the deciding set's worst too: not while working on the engine")
    ] = False,
    held: Annotated[
        bool, typer.Option(help="open the messy layouts held back too: once, at the end of a work")
    ] = False,
    report: Annotated[Path | None, typer.Option("--json", help="write the figures to this file")] = None,
    workers: Annotated[int | None, typer.Option(help="processes; as many as cores unless told")] = None,
) -> None:
    """Prints every figure beside its bar; fails when one is below its floor."""
    console = Console(width=150)
    chosen = [name for name in SETS if only in {"", name}]
    if not chosen and only not in {"wild", "messy"}:
        raise typer.BadParameter(
            f"there is no set {only!r}: say tuning, deciding, wild or messy", param_hint="--set"
        )
    layouts = evaluate_wild(workers) if only in {"", "wild"} else []
    if layouts:
        console.print(f"\n[bold]wild set[/bold]: {len(wild())} documents of real layouts, seen while tuning")
        print_figures(console, layouts)
    messy = evaluate_messy(console, workers, held=held) if only in {"", "messy"} else {}
    evaluations: list[Evaluation] = []
    for name in chosen:
        evaluation = evaluate(open_set(name), workers)
        evaluations.append(evaluation)
        print_evaluation(console, evaluation)
        if worst and (name == "tuning" or show_deciding):
            print_worst(console, evaluation, worst)
    if report:
        report.write_text(json.dumps([as_json(one) for one in evaluations], indent=1), "utf-8")
    below = [
        f"{one.documents.name}: {figure.label}"
        for one in evaluations
        for figure in one.figures
        if not figure.holds
    ]
    below += [f"wild: {figure.label}" for figure in layouts if not figure.holds]
    below += [f"{name}: {one.label}" for name, figures in messy.items() for one in figures if not one.holds]
    if below:
        console.print(f"[red]Below the floor:[/red] {'; '.join(below)}")
        raise typer.Exit(1)


def evaluate_wild(workers: int | None) -> list[Figure]:
    limits, documents = Limits.load("wild"), wild()
    readings = read_all({one.name: one.document for one in documents}, workers)
    found = figures((one, readings[one.name].result) for one in documents)
    return [limits.figure(name, f"{name.capitalize()}, real layouts", value) for name, value in found.items()]


if __name__ == "__main__":
    typer.run(main)
