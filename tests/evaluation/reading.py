"""Runs the engine over documents, in as many processes as there are cores."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError, ExtractionStalledError
from recoloca.engine.analysis.result import AnalysisResult


@dataclass(frozen=True)
class Reading:
    """What the engine answered for one file: a result, or why it could not."""

    result: AnalysisResult | None
    error: str | None
    seconds: float


TRIES = 10
"""How often a file is read anew that a busy machine did not let be read in time."""


def patiently(data: bytes) -> AnalysisResult:
    """The file's analysis on a machine of any load. Raises AnalysisError."""
    for _ in range(TRIES - 1):
        with contextlib.suppress(ExtractionStalledError):
            return analyze(data)
    return analyze(data)


def read(path: Path) -> Reading:
    """An AnalysisError is an answer; any other exception is the engine's fault and is reported as such."""
    begin = time.perf_counter()
    result, error = None, None
    try:
        result = patiently(path.read_bytes())
    except AnalysisError as reason:
        error = reason.code
    except Exception as fault:  # noqa: BLE001 - an engine that crashes on one CV is a finding, not an end
        error = f"CRASH {type(fault).__name__}: {fault}"
    return Reading(result, error, time.perf_counter() - begin)


def read_all(paths: dict[str, Path], workers: int | None = None) -> dict[str, Reading]:
    """Case id → reading, in the order given."""
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(read, paths.values(), chunksize=8), strict=True))


def canonical(result: AnalysisResult) -> str:
    """The result as bytes are compared: everything but the time it took."""
    engine = {**result["engine"], "milliseconds": 0}
    return json.dumps({**result, "engine": engine}, ensure_ascii=False)


def failures(readings: Iterable[Reading]) -> list[str]:
    return [reading.error for reading in readings if reading.error]
