"""The parent's side: start the child, wait for it, and believe nothing of it but its answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, cast

from ..errors import AnalysisError, ExtractionStalledError
from .rows import Extracted

MAX_BYTES: Final = 10 * 1024**2
WALL_SECONDS: Final = 6.0
"""The local worker has eight for the whole analysis."""
MUCH_WORK: Final = 2.0
"""Seconds of processor time after which a child out of time was slow by its own work: a real CV needs 0.1 to 0.6."""
BOOT: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; sys.dont_write_bytecode = True; "
    "from recoloca.engine.analysis.extract.child import main; main()"
)
OUT_OF_LIMITS: Final = {
    -signal.SIGKILL,
    -getattr(signal, "SIGXCPU", signal.SIGKILL),
    -signal.SIGABRT,
    -signal.SIGTRAP,
}


def extract(data: bytes, wall_seconds: float = WALL_SECONDS) -> Extracted:
    """The rows of a PDF, DOCX or text file, within `wall_seconds`.

    Raises:
        AnalysisError: the file cannot be read.
        ExtractionStalledError: the time is over, and the child got little of the processor in it.

    The child's interpreter is bare (`-I -S`: no site, no environment), so it is told this process's import path:
    in Lambda and under the local runner the layers are on it, not in site-packages.
    """
    if not data:
        raise AnalysisError("FILE_EMPTY")
    if len(data) > MAX_BYTES:
        raise AnalysisError("FILE_TOO_LARGE")
    home = str(Path(__file__).resolve().parents[4])
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        BOOT,
        home,
        *(path for path in sys.path if path and path != home),
    ]
    before = children_seconds()
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, input=data, capture_output=True, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        if children_seconds() - before < MUCH_WORK:
            raise ExtractionStalledError from None
        raise AnalysisError("FILE_TOO_COMPLEX") from None
    if done.returncode in OUT_OF_LIMITS or b"MemoryError" in done.stderr[-200:]:
        raise AnalysisError("FILE_TOO_COMPLEX")
    if done.returncode:
        raise AnalysisError("FILE_CORRUPT")
    try:
        answer = json.loads(done.stdout)
    except (ValueError, RecursionError):
        raise AnalysisError("FILE_CORRUPT") from None
    if "error" in answer:
        raise AnalysisError(answer["error"])
    return cast("Extracted", answer)


def children_seconds() -> float:
    """Processor time of all children that have ended."""
    times = os.times()
    return times.children_user + times.children_system
