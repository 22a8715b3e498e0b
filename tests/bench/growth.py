"""How the engine's work grows with a hostile text: four times the lines may cost at most 4.5 times the processor time.

Each stage after extraction reads texts that repeat one kind of line. `n` grows until a stage works for 50 ms, then the
best of five is compared with the best of five at 4 n.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from rich.console import Console
from rich.table import Table

from infra.documents import figures
from recoloca.engine.analysis.cv.understand import understand
from recoloca.engine.analysis.engine import conclude
from recoloca.engine.analysis.extract.plain import row
from recoloca.engine.analysis.extract.rows import Extracted, empty
from tests.support.analysis.hostile import HEAD, LINES

MOST_GROWTH: Final = 4.5
LEAST_SECONDS: Final = 0.05
ROUNDS: Final = 5
FIRST: Final = 125


def document(text: str) -> Extracted:
    """The text as the extraction gives it, without its limit on rows."""
    found = empty("text")
    found["rows"] = [row(number, 0.0, line) for number, line in enumerate(text.splitlines())]
    return found


def analyse(text: str) -> None:
    conclude(understand(document(text)), "pt-BR", lambda: 0)


def best(work: Callable[[], None]) -> float:
    """Processor seconds of the fastest of five calls."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(once() for _ in range(ROUNDS))


def growth(make: Callable[[int], str]) -> tuple[int, float, float]:
    """`n`, processor seconds at `n`, and how many times as many at 4 n."""
    n = FIRST
    while (seconds := best(partial(analyse, HEAD + make(n)))) < LEAST_SECONDS:
        n *= 2
    return n, seconds, best(partial(analyse, HEAD + make(4 * n))) / seconds


def main() -> None:
    table = Table("hostile lines", "n", "CPU ms", "4 n / n")
    load = os.getloadavg()[0]
    lines = {}
    for name, make in LINES.items():
        n, seconds, times = growth(make)
        lines[name] = {"n": n, "cpu_ms": round(1000 * seconds), "ratio": round(times, 2)}
        table.add_row(name, str(n), f"{1000 * seconds:.0f}", f"{times:.2f}")
    Console().print(table)
    figures.write("growth", {"lines": lines}, load)
    worst = max(line["ratio"] for line in lines.values())
    if worst > MOST_GROWTH:
        sys.exit(f"Work grows {worst:.2f} times with four times the lines; {MOST_GROWTH} is the most.")


if __name__ == "__main__":
    main()
