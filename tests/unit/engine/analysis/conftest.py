"""CVs as text, read by every stage but the child process (which only extracts)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoloca.engine.analysis.cv.understand import understand
from recoloca.engine.analysis.engine import conclude
from recoloca.engine.analysis.extract.plain import read
from recoloca.engine.analysis.result import AnalysisResult

Analyse = Callable[[str], AnalysisResult]


def analyse_text(text: str, locale: str = "pt-BR") -> AnalysisResult:
    return conclude(understand(read(text.encode())), locale, lambda: 0)


@pytest.fixture(scope="session")
def analyse() -> Analyse:
    return analyse_text
