"""The time of a reply of the coach, in short and long sessions, in both languages."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from datetime import date
from typing import Final

from rich.console import Console
from rich.table import Table

from infra.documents import figures
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import CoachContext, Locale, Topic, Turn
from tests.unit.engine.coach.conftest import AD_EN, AD_PT, CV_EN, CV_PT

LONG_SESSION: Final = 200
SESSIONS: Final = 20
COLD_ROUNDS: Final = 9
SAID: Final[dict[Locale, tuple[str, ...]]] = {
    "pt-BR": (
        "como me preparo?", "simular entrevista", "dica",
        "Na loja havia fila. Minha meta era reduzir a espera; reorganizei as caixas e ela caiu 30% em um mês.",
        "próxima pergunta", "encerrar", "plano para a semana", "ofereceram R$ 7.500 CLT", "próximo ponto", "obrigada",
    ),
    "en": (
        "how do I prepare?", "mock interview", "hint",
        "In the shop there was a queue. My goal was to cut the wait; I moved the tills and it fell 30% in a month.",
        "next question", "stop", "weekly plan", "they offered R$ 7,500 CLT", "next point", "thanks",
    ),
}  # fmt: skip
CVS: Final[dict[Locale, tuple[str, str]]] = {"pt-BR": (CV_PT, AD_PT), "en": (CV_EN, AD_EN)}
COLD: Final = (
    "import time; began = time.perf_counter(); from datetime import date; "
    "from recoloca.engine.coach.brain import reply; "
    "from recoloca.engine.coach.model import CoachContext, Topic; "
    "reply(CoachContext('s', Topic('interview_preparation'), date(2026, 3, 4), None, 'Enfermeira', "
    "'Enfermeira\\nUTI, curativos'), (), 'simular entrevista', 'pt-BR'); print(time.perf_counter() - began)"
)


def replies(locale: Locale, turns_before: int) -> list[float]:
    """Milliseconds of each reply of a conversation after this number of turns."""
    cv, advertisement = CVS[locale]
    analysis = analyze(cv.encode(), locale=locale)
    filling = [Turn("user" if n % 2 else "coach", SAID[locale][3]) for n in range(turns_before)]
    taken = []
    for session in range(SESSIONS):
        context = CoachContext(
            f"session {session}",
            Topic.INTERVIEW_PREPARATION,
            date(2026, 3, 4),
            analysis,
            job_description=advertisement,
        )
        history = list(filling)
        for message in SAID[locale]:
            began = time.perf_counter()
            said = reply(context, history, message, locale).reply
            taken.append((time.perf_counter() - began) * 1000)
            history += [Turn("user", message), Turn("coach", said)]
    return taken


def cold() -> float:
    """Milliseconds of the first reply of a process, with its imports and tables."""
    return float(subprocess.run([sys.executable, "-c", COLD], check=True, capture_output=True).stdout) * 1000


def main() -> None:
    load = os.getloadavg()[0]
    conversations = []
    table = Table("coach", "replies", "p50 ms", "p95 ms", "longest ms")
    for locale in SAID:
        for turns in (0, LONG_SESSION):
            taken = replies(locale, turns)
            spread = statistics.quantiles(taken, n=100)
            found = {"p50_ms": spread[49], "p95_ms": spread[94], "longest_ms": max(taken)}
            found = {name: round(value, 1) for name, value in found.items()}
            conversations.append({"locale": locale, "turns_before": turns, "replies": len(taken)} | found)
            shown = (f"{value:.1f}" for value in found.values())
            table.add_row(f"{locale}, {turns} turns before", str(len(taken)), *shown)
    first = sorted(cold() for _ in range(COLD_ROUNDS))
    table.add_row(
        "first reply of a process", str(COLD_ROUNDS), f"{first[COLD_ROUNDS // 2]:.0f}", "", f"{first[-1]:.0f}"
    )
    Console().print(table)
    first_reply = {
        "processes": COLD_ROUNDS,
        "p50_ms": round(first[COLD_ROUNDS // 2]),
        "longest_ms": round(first[-1]),
    }
    figures.write("coach", {"conversations": conversations, "first_reply": first_reply}, load)


if __name__ == "__main__":
    main()
