"""The figures of Lighthouse, compared with the product's limits."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Final

AT_LEAST: Final = {"performance": 95, "accessibility": 100, "best-practices": 95}
AT_LEAST_IN_PUBLIC: Final = {"seo": 100}
BELOW: Final = {"lcp": 2000, "cls": 0.02, "tbt": 100, "tti": 3000}
AT_MOST: Final = {"script_kb": 120}
COLUMNS: Final = {
    "performance": ("Performance", "{:.0f}"),
    "accessibility": ("Accessibility", "{:.0f}"),
    "best-practices": ("Best practices", "{:.0f}"),
    "seo": ("SEO", "{:.0f}"),
    "fcp": ("FCP", "{:.0f} ms"),
    "lcp": ("LCP", "{:.0f} ms"),
    "cls": ("CLS", "{:.3f}"),
    "tbt": ("TBT", "{:.0f} ms"),
    "tti": ("TTI", "{:.0f} ms"),
    "script_kb": ("JavaScript", "{:.1f} kB"),
}
BEGIN: Final = "<!-- lighthouse -->"
END: Final = "<!-- /lighthouse -->"

Medians = Mapping[str, Mapping[str, float]]


def table(medians: Medians) -> str:
    lines = [
        "| Page | " + " | ".join(title for title, _ in COLUMNS.values()) + " |",
        "|---|" + "---:|" * len(COLUMNS),
    ]
    for page, found in medians.items():
        cells = (form.format(found[name]) for name, (_, form) in COLUMNS.items())
        lines.append(f"| {page} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def missed(medians: Medians, public: Collection[str]) -> list[str]:
    """A sentence for each limit that a page misses. The size of scripts counts only on the first page of a visit."""
    found = []
    for page, figures in medians.items():
        floors = AT_LEAST | (AT_LEAST_IN_PUBLIC if page in public else {})
        ceilings = AT_MOST if page in public else {}
        found += [f"{page}: {n} {figures[n]:.1f} < {bar}" for n, bar in floors.items() if figures[n] < bar]
        found += [f"{page}: {n} {figures[n]:.3f} >= {bar}" for n, bar in BELOW.items() if figures[n] >= bar]
        found += [f"{page}: {n} {figures[n]:.1f} > {bar}" for n, bar in ceilings.items() if figures[n] > bar]
    return found


def write(file: Path, figures: str, misses: list[str], runs: int, day: date) -> None:
    """Put the table and the missed limits into the section of the document, in place of the earlier ones."""
    verdict = "Bars not met: " + "; ".join(misses) + "." if misses else "Every bar is met."
    section = (
        f"{BEGIN}\n## Frontend\n\n`make lighthouse` on {day.isoformat()}: median of {runs} run(s), mobile emulation, "
        f"slow 4G (Lighthouse's simulated throttling), the production build behind the local edge, {os.cpu_count()} "
        f"cores ({platform.machine()}), Chromium; the functions behind the pages had started.\n\n"
        f"{figures}\n\n{verdict}\n{END}\n"
    )
    text = file.read_text() if file.exists() else "# Benchmarks\n"
    pattern = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END) + "\n", re.DOTALL)
    file.write_text(pattern.sub(lambda _: section, text) if BEGIN in text else f"{text}\n{section}")
