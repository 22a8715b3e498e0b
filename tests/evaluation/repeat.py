"""The same file must give the same bytes, in another process and under another hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from recoloca.engine.analysis.result import AnalysisResult
from tests.evaluation.reading import Reading, canonical, read
from tests.evaluation.score import Broken


def fingerprint(result: AnalysisResult | None) -> str:
    return hashlib.sha256(canonical(result).encode()).hexdigest() if result else "no result"


def changed_bytes(paths: dict[str, Path], readings: dict[str, Reading]) -> tuple[int, list[Broken]]:
    """(files read again, files that gave other bytes)."""
    command = [sys.executable, "-m", "tests.evaluation.repeat", *map(str, paths.values())]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    again = dict(zip(paths, answer.stdout.split("\n"), strict=False))
    broken = [
        Broken(case, "another result for the same bytes")
        for case in paths
        if again[case] != fingerprint(readings[case].result)
    ]
    return len(paths), broken


def main(paths: Iterable[str]) -> None:
    for path in paths:
        sys.stdout.write(fingerprint(read(Path(path)).result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
