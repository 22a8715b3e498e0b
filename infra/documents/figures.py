"""The measured figures: one JSON file for each measurement, written by `make bench`."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from infra.paths import ROOT

FOLDER: Final = ROOT / "docs/figures"
UNMEASURED: Final = "–"

Figures = dict[str, Any]


def read(name: str, folder: Path = FOLDER) -> Figures | None:
    """The figures of one measurement, or None if it was never made."""
    file = folder / f"{name}.json"
    if not file.is_file():
        return None
    found: Figures = json.loads(file.read_text(encoding="utf-8"))
    return found


def write(name: str, content: Figures, load_average: float, folder: Path = FOLDER) -> None:
    """Keep figures with their conditions. `load_average` is the one of the minute before the measurement."""
    loads = sorted({round(load_average, 1), round(os.getloadavg()[0], 1)})
    conditions: Figures = {
        "measured": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load_average": loads,
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(conditions | content, indent=1, ensure_ascii=False) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def conditions(figures: Figures) -> str:
    """The date and the machine of a measurement, as one sentence."""
    day = date.fromisoformat(figures["measured"])
    loads = " to ".join(map(str, figures["load_average"]))
    load = f", load average {loads}" if loads else ""
    return f"Measured on {day.day} {day:%B %Y}, {figures['cores']} cores ({figures['machine']}){load}."


def cell(value: float | None, form: str) -> str:
    """A figure as a cell of a table; an unmeasured one is a dash."""
    return UNMEASURED if value is None else form.format(value)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], align: str = "") -> str:
    """A table in Markdown. `align` has one letter for each column: `l` or `r`."""
    ruler = "|".join("---:" if letter == "r" else "---" for letter in align or "l" * len(header))
    lines = [f"| {' | '.join(header)} |", f"|{ruler}|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])
