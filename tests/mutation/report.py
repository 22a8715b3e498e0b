"""The section of docs/reliability.md that says how many faults the tests notice, by package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs/reliability.md"
BEGIN: Final = "<!-- mutants: written by `make mutants ARGS=--write` -->"
END: Final = "<!-- end of mutants -->"
HEAD: Final = "| package | file | killed | survived | score | sample |\n|---|---|---:|---:|---:|---:|\n"
ROW: Final = re.compile(
    r"^\| `([\w./]+)` \| `(\w+\.py)` \| (\d+) \| (\d+) \| \d+ % \| (\d+) \|$", re.MULTILINE
)

Score = tuple[int, int, int]
"""Killed, survived, and the sample's seed."""


def write(counted: Mapping[str, tuple[int, int]], seed: int) -> None:
    """Replace the rows of these files in the table; the others stay."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    known = scores(table)
    known.update({path: (killed, survived, seed) for path, (killed, survived) in counted.items()})
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{HEAD}{rows(known)}\n{END}{after}", encoding="utf-8")


def scores(table: str) -> dict[str, Score]:
    return {
        f"shared/recoloca/{package}/{file}": (int(killed), int(survived), int(seed))
        for package, file, killed, survived, seed in ROW.findall(table)
    }


def rows(known: Mapping[str, Score]) -> str:
    """One row for each file, and one for each package with more than one."""
    out = []
    for path, (killed, survived, seed) in sorted(known.items()):
        inside = PurePosixPath(path).relative_to("shared/recoloca")
        judged = killed + survived
        share = round(100 * killed / judged) if judged else 100
        out.append(f"| `{inside.parent}` | `{inside.name}` | {killed} | {survived} | {share} % | {seed} |\n")
    return "".join(out)
