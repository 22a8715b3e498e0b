"""A limit on the processor time of the engine's own work, and one kind of error for whatever goes wrong in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from .errors import AnalysisError

CPU_SECONDS: Final = 3.0
"""Processor time of one stage; the longest real CVs need a tenth of a second."""


@contextmanager
def guarded(cpu_seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Run a stage that depends on nothing but the file.

    Raises:
        AnalysisError: `FILE_TOO_COMPLEX` after `cpu_seconds` of processor time, `FILE_UNREADABLE` for any other error
            of the stage. The same file would fail again, so nobody needs to retry. The cause is the error itself.
    """
    try:
        with limited(cpu_seconds):
            yield
    except AnalysisError:
        raise
    except Exception as fault:
        raise AnalysisError("FILE_UNREADABLE") from fault


@contextmanager
def limited(cpu_seconds: float) -> Iterator[None]:
    """Raise `AnalysisError` in the block once the process has used `cpu_seconds` of processor time in it.

    The kernel's timer also interrupts a regular expression that does not end: Python's engine looks for signals.
    Python allows signal handlers only in the main thread, where Lambda and the CLI run the engine. Another thread, or
    a platform without the timer, works without the limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "ITIMER_VIRTUAL"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def too_long(_signal: int, _frame: FrameType | None) -> None:
    raise AnalysisError("FILE_TOO_COMPLEX")
