"""The parent's side: start the child, wait for it no longer than the wall clock allows, believe nothing else of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final, cast

from ..errors import AnalysisError
from .rows import Extracted

MAX_BYTES: Final = 10 * 1024**2
WALL_SECONDS: Final = 4.0
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
    """The rows of a PDF, DOCX or text file; raises `AnalysisError`, at the latest after `wall_seconds`.

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
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            command, input=data, capture_output=True, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise AnalysisError("FILE_TOO_COMPLEX") from None
    if done.returncode in OUT_OF_LIMITS or b"MemoryError" in done.stderr[-200:]:
        raise AnalysisError("FILE_TOO_COMPLEX")
    if done.returncode:
        raise AnalysisError("FILE_CORRUPT")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise AnalysisError(answer["error"])
    return cast("Extracted", answer)
