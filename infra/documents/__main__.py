"""Write the tables of docs/*.md from docs/figures/*.json: `make documents`. `--check` only looks for drift."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from infra.documents import benchmarks, capacity, cost
from infra.documents.figures import FOLDER, read
from infra.paths import ROOT
from infra.routes import ROUTES, TASKS, WORKERS, Route, Task, Worker

BEGIN: Final = "<!-- {}: written by `make documents` -->\n"
END: Final = "\n<!-- end of {} -->"


class DocumentError(Exception):
    """A document has no place for a table, or a figure is missing."""


def model(figures: Path = FOLDER) -> capacity.Model:
    """The capacity model with the measured figures. Raises `DocumentError` without them."""
    names = ("functions", "coach", "passwords", "engine")
    found = [one for name in names if (one := read(name, figures))]
    if len(found) < len(names):
        raise DocumentError(f"Figures are missing in {figures}. `make bench` writes them.")
    return capacity.Model(capacity.measured(*found))


def rendered(figures: Path = FOLDER) -> dict[str, dict[str, str]]:
    """The text of each table, by document and by the name of its place. Raises `DocumentError`."""
    computed = model(figures)
    functions, before = read("functions", figures), read("functions_before", figures)
    rows: tuple[Route | Worker | Task, ...] = (*ROUTES, *WORKERS, *TASKS)
    return {
        "benchmarks.md": {
            "engine": benchmarks.engine(read("engine", figures)),
            "growth": benchmarks.growth(read("growth", figures)),
            "coach": benchmarks.coach(read("coach", figures)),
            "functions": benchmarks.functions(functions, before, [row.slug for row in rows]),
            "passwords": benchmarks.passwords(read("passwords", figures)),
        },
        "capacity.md": {
            "durations": capacity.durations(computed),
            "concurrency": capacity.concurrency(computed),
            "uploads": capacity.uploads(computed),
        },
        "cost.md": {"costs": cost.costs(computed)},
    }


def filled(text: str, tables: dict[str, str]) -> str:
    """A document with the new text of each of its places. Raises `DocumentError`."""
    for name, content in tables.items():
        begin, end = BEGIN.format(name), END.format(name)
        place = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        around = place.split(text)
        if len(around) != 2:
            raise DocumentError(f"{name} has {len(around) - 1} places in its document.")
        before, after = around
        text = f"{before}{begin}\n{content}\n{end}{after}"
    return text


def stale(root: Path = ROOT, *, write: bool) -> list[str]:
    """The documents that differ from their figures, which `write` mends."""
    found = []
    for name, tables in rendered(root / "docs/figures").items():
        file = root / "docs" / name
        text = file.read_text(encoding="utf-8")
        new = filled(text, tables)
        if new != text:
            found.append(f"docs/{name}")
            if write:
                file.write_text(new, encoding="utf-8")
    return found


def main() -> int:
    check = "--check" in sys.argv
    try:
        found = stale(write=not check)
    except DocumentError as error:
        print(error, file=sys.stderr)
        return 1
    if check and found:
        print(f"{', '.join(found)}: not what docs/figures says; run `make documents`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
