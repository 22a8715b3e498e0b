"""Attacks at the size that once kept the engine busy for minutes. Each ends in seconds with a result or an error."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import MESSAGES, AnalysisError
from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import CoachContext, Topic
from recoloca.engine.matching.engine import match
from recoloca.engine.matching.errors import AdvertisementError
from tests.support.analysis.files import LINES as CV
from tests.support.analysis.hostile import HEAD, PIECES

MOST_SECONDS: Final = 9.5
"""Processor seconds of an analysis: the extraction and two stages have three seconds each."""
MOST_REQUEST_SECONDS: Final = 3.0
ADVERTISEMENT: Final = 20_000
"""In characters: the largest text that the API accepts."""
MESSAGE: Final = 4_000

ATTACKS: Final[dict[str, str]] = {
    "194 kB of one-letter lines": "a\n" * 97_000,
    "21,000 lines of a skill and a year": "AWS 2020\n" * 21_000,
    "39,000 open periods": "2020-" * 39_000,
    "8,000 commas after a degree": "Formação\nBacharelado em Direito" + ", " * 8_000,
    "16,000 parts of a host": "a." * 16_000,
    "8,500 lines of capitals": "".join(f"RESULTADOS {'ABCDEFGHIJ'[n % 10]}X\n" for n in range(8_500)),
}


def processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def outcome(text: str) -> str:
    """The code of the refusal, or `completed`."""
    try:
        analyze(text.encode())
    except AnalysisError as error:
        return error.code
    return "completed"


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_analysis_ends_in_seconds(attack: str) -> None:
    found: list[str] = []
    seconds = processor_seconds(lambda: found.append(outcome(HEAD + ATTACKS[attack])))
    assert found[0] in {"completed", *MESSAGES}
    assert seconds < MOST_SECONDS


@pytest.mark.parametrize("piece", PIECES)
def test_an_attack_on_a_match_ends_in_seconds(piece: str) -> None:
    result = analyze("\n".join(CV).encode())

    def work() -> None:
        try:
            match(result, f"Requisitos: {piece * ADVERTISEMENT}"[:ADVERTISEMENT])
        except AdvertisementError:
            return

    assert processor_seconds(work) < MOST_REQUEST_SECONDS


@pytest.mark.parametrize("piece", PIECES)
def test_an_attack_on_the_coach_ends_in_seconds(piece: str) -> None:
    message = f"Quero ser {piece * MESSAGE}"[:MESSAGE]
    for topic in Topic:
        context = CoachContext("session", topic, date(2026, 3, 4), job_description=piece * 5_000)
        assert processor_seconds(lambda: reply(context, (), message, "pt-BR")) < MOST_REQUEST_SECONDS  # noqa: B023
