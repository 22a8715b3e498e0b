"""A machine with much more work than processors: a normal CV is read, or the worker tries again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from recoloca.engine.analysis.errors import ExtractionStalledError
from recoloca.engine.analysis.extract.process import extract
from tests.support.analysis.files import LINES, pdf

LOOPS: Final = 40
RUNNING: Final = "print(1, flush=True)\nwhile True: pass"


@pytest.fixture
def busy() -> Iterator[None]:
    """Limits this process to one processor and runs 40 endless loops on it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    loops: list[subprocess.Popen[bytes]] = []
    try:
        loops += [
            subprocess.Popen([sys.executable, "-S", "-c", RUNNING], stdout=subprocess.PIPE)
            for _ in range(LOOPS)
        ]
        for loop in loops:
            assert loop.stdout is not None
            loop.stdout.readline()
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.communicate()
        os.sched_setaffinity(0, before)


@pytest.mark.usefixtures("busy")
def test_a_busy_machine_never_blames_an_ordinary_cv() -> None:
    for _ in range(3):
        try:
            found = extract(pdf())
        except ExtractionStalledError:
            continue
        assert found["rows"][0]["text"] == LINES[0]
