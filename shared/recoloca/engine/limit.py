"""A limit on the processor time of work that depends on nothing but its text."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTimeError(Exception):
    """The work reached its limit of processor time. The same text would reach it again."""


@contextmanager
def limited(cpu_seconds: float) -> Iterator[None]:
    """Raise `OutOfTimeError` in the block once the process has used `cpu_seconds` of processor time in it.

    The kernel's timer also interrupts a regular expression that does not end: Python's engine looks for signals.
    Python allows signal handlers only in the main thread, where Lambda and the CLI run the engine. Another thread, or
    a platform without the timer, works without the limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "ITIMER_VIRTUAL"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError
