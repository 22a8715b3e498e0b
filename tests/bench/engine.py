"""The time and memory of the analysis engine, compared with only extracting the text of the same file.

The ratios are of processor time (with that of children), because a busy machine changes it least. The clock's time is
printed beside it. Both belong to this machine; only the ratios are comparable between machines.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
from lxml import etree
from rich.console import Console
from rich.table import Table

from infra.documents import figures
from recoloca.engine.analysis.cv.understand import understand
from recoloca.engine.analysis.engine import analyze, conclude
from recoloca.engine.analysis.extract.process import extract
from recoloca.engine.matching.engine import match
from tests.evaluation.cv import Cv
from tests.evaluation.plan import Size
from tests.evaluation.tuning import paper, word
from tests.evaluation.tuning.documents import BANK, cases

ROUNDS: Final = 40
COLD_ROUNDS: Final = 9
COLD: Final = (
    "import resource, sys; from pathlib import Path; from recoloca.engine.analysis.engine import analyze; "
    "analyze(Path(sys.argv[1]).read_bytes()); "
    "print(sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
)
"""Prints the peak memory of the analysing process together with its extracting child, in KiB."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds of a step. `step` is its name in the figures."""

    step: str
    what: str
    cpu: float
    median: float
    p95: float

    @classmethod
    def of(cls, step: str, what: str, work: Callable[[], object], rounds: int = ROUNDS) -> Timing:
        work()
        both = [timed(work) for _ in range(rounds)]
        cpu, wall = sorted(one for one, _ in both), sorted(one for _, one in both)
        return cls(
            step, what, statistics.median(cpu), statistics.median(wall), wall[int(0.95 * (rounds - 1))]
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Processor and clock milliseconds of one call."""
    cpu, wall = processor_seconds(), time.perf_counter()
    work()
    return 1000 * (processor_seconds() - cpu), 1000 * (time.perf_counter() - wall)


def processor_seconds() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    load = os.getloadavg()[0]
    console = Console(width=110)
    cv = two_pages()
    documents = {}
    for kind, data, raw in (("PDF", paper.latex(cv), raw_pdf), ("DOCX", docx(cv), raw_docx)):
        documents[kind] = report(console, kind, data, cv, raw)
    figures.write("engine", {"documents": documents}, load)


def two_pages() -> Cv:
    """A CV of two A4 pages, with the positions of four generated people under one name."""
    people = [case.cv for case in cases(Size(read={"pt": 3, "en": 0, "es": 0}, twins=0, removals=0))][:6]
    jobs = tuple(job for one in people for block in one.blocks for job in block.jobs)
    whole = next(one for one in people if len(one.blocks) >= 5)
    return replace(
        whole, blocks=tuple(replace(block, jobs=jobs) if block.jobs else block for block in whole.blocks)
    )


def docx(cv: Cv) -> bytes:
    return next(layout for layout in word.LAYOUTS if layout.name == "word_plain").render(cv)


def raw_pdf(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def raw_docx(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return sum(len(text) for text in etree.fromstring(archive.read("word/document.xml")).itertext())


def report(console: Console, kind: str, data: bytes, cv: Cv, raw: Callable[[bytes], int]) -> figures.Figures:
    """Measure, print and return the figures of one document."""
    extracted = extract(data)
    understood = understand(extracted)
    result = analyze(data)
    advertisement = BANK.advertisement(cv.profession, cv.language)
    base = Timing.of("raw", "raw text extraction", lambda: raw(data))
    timings = [
        base,
        Timing.of("extract", "extract, in its own process", lambda: extract(data)),
        Timing.of(
            "understand", "understand: lines, sections, entries, skills", lambda: understand(extracted)
        ),
        Timing.of("conclude", "score, suggestions", lambda: conclude(understood, "pt-BR", lambda: 0)),
        Timing.of("analyze_warm", "analyze, warm", lambda: analyze(data)),
        Timing.of("match", "match with an advertisement", lambda: match(result, advertisement)),
        Timing.of("interpreter", "an interpreter that does nothing", lambda: run("pass"), COLD_ROUNDS),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cv"
        path.write_bytes(data)
        timings.append(
            Timing.of(
                "analyze_cold",
                "analyze, cold: from the start of Python",
                lambda: run(COLD, str(path)),
                COLD_ROUNDS,
            )
        )
        memory = int(run(COLD, str(path))) / 1024
    title = f"{kind}, {extracted['pages']} pages, {raw(data)} characters"
    table = Table(title, "CPU ms", "× raw", "median ms", "p95 ms", box=None)
    steps = {}
    for one in timings:
        taken = (one.cpu, one.cpu / base.cpu, one.median, one.p95)
        table.add_row(one.what, *(f"{figure:.1f}" for figure in taken))
        steps[one.step] = dict(
            zip(
                ("cpu_ms", "ratio", "median_ms", "p95_ms"),
                (round(figure, 1) for figure in taken),
                strict=True,
            )
        )
    console.print(table)
    console.print(f"peak memory, both processes: {memory:.0f} MB\n")
    return {"memory_mb": round(memory), "steps": steps}


def run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
