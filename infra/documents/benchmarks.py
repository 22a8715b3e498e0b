"""The tables of docs/benchmarks.md that `make bench` measures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from infra.documents.figures import UNMEASURED, Figures, cell, conditions, table

NEVER: Final = "Not measured yet. `make bench` measures it."
SHOWN: Final = 3
KINDS: Final = ("PDF", "DOCX")
STEPS: Final = {
    "raw": "raw text extraction, in process",
    "interpreter": "an interpreter that does nothing",
    "extract": "extract, in its own limited process",
    "understand": "understand: lines, sections, entries, skills",
    "conclude": "score, suggestions",
    "analyze_warm": "**analyze, warm**",
    "match": "match with an advertisement",
    "analyze_cold": "**analyze, cold**, from the start of Python",
}
BASELINES: Final = ("raw", "raw_psycopg", "lean_fastapi")


def engine(figures: Figures | None) -> str:
    """Each step's processor time, and the bars of the engine."""
    if figures is None:
        return NEVER
    documents = [figures["documents"][kind] for kind in KINDS]
    rows = []
    for step, name in STEPS.items():
        taken = [document["steps"].get(step, {}) for document in documents]
        cells = (cell(one.get(key), "{:.1f}") for one in taken for key in ("cpu_ms", "ratio"))
        rows.append((name, *cells))
    header = ("step", *(title for kind in KINDS for title in (f"{kind}, CPU ms", "× raw")))
    return f"{conditions(figures)}\n\n{table(header, rows)}\n\n{_bars(documents)}"


def _bars(documents: list[Figures]) -> str:
    def both(values: Iterable[float], unit: str) -> str:
        return ", ".join(f"{value:.0f} {unit} ({kind})" for value, kind in zip(values, KINDS, strict=True))

    warm, cold = (
        both((one["steps"][step]["p95_ms"] for one in documents), "ms")
        for step in ("analyze_warm", "analyze_cold")
    )
    memory = both((one["memory_mb"] for one in documents), "MB")
    rows = [
        ("2 pages warm, p95 < 300 ms", warm),
        ("cold, p95 < 1 s", cold),
        ("memory < 200 MB, peak of both processes together", memory),
    ]
    return table(("bar", "ours, by the clock"), rows)


GROWTH: Final = {
    "stages": "understand, score and suggest, with hostile lines",
    "files": "the readers of text, DOCX and PDF",
    "functions": "functions of the engine over a text or lines",
    "requests": "a match, and the coach's replies on each topic",
    "expressions": "regular expressions of the product",
}


def growth(figures: Figures | None) -> str:
    """How many times the processor time grows with four times the text."""
    if figures is None:
        return NEVER
    parts = figures["parts"]
    counts = [
        (
            name,
            str(one["works"]),
            str(one.get("below", 0)),
            str(one["measured"]),
            f"{one['most'][0]['ratio']:.2f}",
        )
        if (one := parts.get(part))
        else (name, *[UNMEASURED] * 4)
        for part, name in GROWTH.items()
    ]
    most = [
        (
            f"`{one['name']}`",
            f"`{one['text']}`".replace("|", "\\|"),
            f"{one['n']:,}",
            f"{one['ms']:.2f}",
            f"{one['ratio']:.2f}",
        )
        for part in GROWTH
        if part in parts
        for one in parts[part]["most"][:SHOWN]
    ]
    return "\n\n".join(
        [
            conditions(figures),
            table(
                ("what", "works", "below 2 ms at the caps", "measurements", "most growth"), counts, "lrrrr"
            ),
            f"The {SHOWN} of each kind that grow most:",
            table(("work", "text", "n", "CPU ms at n", "4 n / n"), most, "llrrr"),
        ]
    )


def coach(figures: Figures | None) -> str:
    """Milliseconds of a reply, in short and long sessions."""
    if figures is None:
        return NEVER
    rows = [
        (
            f"{one['locale']}, {one['turns_before']} turns before",
            str(one["replies"]),
            *(f"{one[key]:.1f}" for key in ("p50_ms", "p95_ms", "longest_ms")),
        )
        for one in figures["conversations"]
    ]
    first = figures["first_reply"]
    rows.append(
        (
            "first reply of a process, imports and tables included",
            str(first["processes"]),
            f"{first['p50_ms']:.0f}",
            "",
            f"{first['longest_ms']:.0f}",
        )
    )
    header = ("conversation", "replies", "p50 ms", "p95 ms", "longest ms")
    return f"{conditions(figures)}\n\n{table(header, rows)}"


def functions(figures: Figures | None, before: Figures | None, slugs: Iterable[str]) -> str:
    """Cold and warm starts of the baselines and of these functions. An unmeasured function shows dashes."""
    measured = figures["functions"] if figures else {}
    earlier = before["cold_ratio"] if before else {}
    rows = []
    for slug in (*BASELINES, *sorted(slugs)):
        one = measured.get(slug, {})
        rows.append(
            (
                slug,
                cell(earlier.get(slug), "{:.2f}"),
                cell(one.get("cold_ratio"), "{:.2f}"),
                cell(one.get("cold_ms"), "{:.0f}"),
                cell(one.get("warm_ms"), "{:.2f}"),
                cell(one.get("unzipped_mb"), "{:.1f}"),
            )
        )
    header = (
        "function",
        "cold before, × baseline",
        "cold after, × baseline",
        "after, ms",
        "warm, ms",
        "unzipped, MB",
    )
    return f"{conditions(figures) if figures else NEVER}\n\n{table(header, rows)}"


def passwords(figures: Figures | None) -> str:
    """Processor time of verifying one password."""
    if figures is None:
        return NEVER
    return (
        f"Verifying a password takes {figures['verify_ms']:.1f} ms of a core (median of {figures['rounds']}). "
        + conditions(figures)
    )
