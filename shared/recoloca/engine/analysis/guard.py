"""One kind of error for whatever goes wrong in a stage of the analysis, its limit of processor time included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from recoloca.engine.limit import OutOfTimeError, limited

from .errors import AnalysisError

CPU_SECONDS: Final = 3.0
"""Processor time of one stage; the longest real CVs need a tenth of a second."""


@contextmanager
def guarded(cpu_seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Run a stage that depends on nothing but the file.

    Raises:
        AnalysisError: `FILE_TOO_COMPLEX` after `cpu_seconds` of processor time, `FILE_UNREADABLE` for any other error
            of the stage. The same file would fail again, so a retry is useless. The cause is the error itself.
    """
    try:
        with limited(cpu_seconds):
            yield
    except AnalysisError:
        raise
    except OutOfTimeError:
        raise AnalysisError("FILE_TOO_COMPLEX") from None
    except Exception as fault:
        raise AnalysisError("FILE_UNREADABLE") from fault
