"""The tables of docs/capacity.md: durations and concurrency, from measured figures and the route table.

The assumptions that they use are explained in docs/capacity.md.
"""

from __future__ import annotations

import itertools
import math
import statistics
from dataclasses import dataclass
from typing import Final

from infra.documents.figures import Figures, table
from infra.routes import ROUTES, TASKS, WORKERS, Route, Worker
from recoloca.adapters.language_model import DEFAULT_SECONDS
from recoloca.cvs.scan import WAITS_SECONDS

CORE_MB: Final = 1_769
READ_STATEMENTS: Final = 2
WRITE_STATEMENTS: Final = 8
STATEMENT_MS: Final = 2
LOOK_UPS_MS: Final = 2
ANALYSIS_WAITS_MS: Final = 150
MODEL_SECONDS: Final = 5
BURST: Final = 10
FIXED_WAITS: Final = (15,) * 20
AS_MEASURED: Final = "warm through `awslambdaric`, on loopback (`make bench`), rounded up"
TWO_PAGES: Final = "p95 of two pages as PDF, warm, by the clock"
RATES: Final = {"calls": 900, "coach": 100, "logins": 5, "analyses": 3}
"""Requests a second with 10,000 users at once."""
SCANS: Final = (2, 5, 10, 30)
"""Durations of the malware scan in seconds. GuardDuty cannot be measured here."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds, rounded as the page shows them."""

    functions: int
    """How many HTTP functions were measured."""
    call: int
    coach: int
    login: int
    analysis: int
    analysis_cpu: int
    cold: float


def measured(functions: Figures, coach: Figures, passwords: Figures, engine: Figures) -> Measured:
    """The figures that the model takes from `make bench`."""
    http = [functions["functions"][row.slug] for row in ROUTES if row.slug in functions["functions"]]
    warm = engine["documents"]["PDF"]["steps"]["analyze_warm"]
    return Measured(
        functions=len(http),
        call=math.ceil(statistics.mean(one["warm_ms"] for one in http)),
        coach=round(max(one["p95_ms"] for one in coach["conversations"])),
        login=math.ceil(passwords["verify_ms"]),
        analysis=round(warm["p95_ms"]),
        analysis_cpu=round(warm["cpu_ms"]),
        cold=statistics.median(one["cold_ms"] for one in http),
    )


def memory(slug: str) -> int:
    """MB of a function."""
    rows: tuple[Route | Worker, ...] = (*ROUTES, *WORKERS)
    return next(row.memory for row in rows if row.slug == slug)


def _slower(slug: str) -> float:
    """How many times longer work takes than on one core."""
    return max(1, CORE_MB / memory(slug))


class Model:
    """Milliseconds of each kind of request, and the environments that they occupy."""

    def __init__(self, figures: Measured) -> None:
        self.figures = figures
        self.waits_to_read = READ_STATEMENTS * STATEMENT_MS + LOOK_UPS_MS
        self.waits_to_write = WRITE_STATEMENTS * STATEMENT_MS + LOOK_UPS_MS
        self.read = figures.call * _slower("dashboard") + self.waits_to_read
        self.write = figures.call * _slower("dashboard") + self.waits_to_write
        self.mixed = 0.8 * self.read + 0.2 * self.write
        self.coach = figures.coach * _slower("ai_coach_message") + self.waits_to_write
        self.login = figures.login * _slower("auth_login") + self.waits_to_write
        self.analysis_s = (figures.analysis * _slower("cv_analysis_worker") + ANALYSIS_WAITS_MS) / 1000

    @property
    def http(self) -> list[float]:
        """Environments of calls, coach messages and logins, as the page shows them."""
        return [
            round(RATES[kind] * round(milliseconds) / 1000, 1)
            for kind, milliseconds in (("calls", self.mixed), ("coach", self.coach), ("logins", self.login))
        ]

    @property
    def burst(self) -> int:
        """Environments of the HTTP functions in a burst."""
        return round(BURST * sum(self.http))

    @property
    def most(self) -> int:
        """Environments in a burst with every worker at its ceiling."""
        return self.burst + sum(worker.max_concurrency for worker in WORKERS)


def durations(model: Model) -> str:
    """How long each kind of request takes."""
    own, slow = (
        model.figures,
        {slug: _slower(slug) for slug in ("dashboard", "ai_coach_message", "auth_login")},
    )
    mb = {slug: f"{memory(slug):,} MB" for slug in (*slow, "cv_analysis_worker")}
    read, write = model.waits_to_read, model.waits_to_write
    statements = f"{WRITE_STATEMENTS} statements, 2 look-ups: {write} ms"
    with_model = f"and {MODEL_SECONDS} s *(a)* for its answer, {DEFAULT_SECONDS:.0f} s at most *(t)*"

    def formula(milliseconds: int, slug: str, waits: int, whole: float) -> str:
        return f"{milliseconds} × {slow[slug]:.2f} + {waits} = {whole:.0f} ms"

    rows = [
        ("reads", mb["dashboard"],
         f"{own.call} ms *(m)*: the mean of the {own.functions} measured HTTP functions, {AS_MEASURED}",
         f"{READ_STATEMENTS} statements, 2 look-ups *(a)*: {read} ms",
         formula(own.call, "dashboard", read, model.read)),
        ("writes", mb["dashboard"], "the same", statements, formula(own.call, "dashboard", write, model.write)),
        ("reads and writes, 4 to 1", "", "", "",
         f"0.8 × {model.read:.1f} + 0.2 × {model.write:.1f} = {model.mixed:.0f} ms"),
        ("coach messages", mb["ai_coach_message"], f"{own.coach} ms *(m)*: the slowest p95 of the embedded brain",
         f"as a write: {write} ms", formula(own.coach, "ai_coach_message", write, model.coach)),
        ("logins", mb["auth_login"], f"{own.login} ms *(m)*: verifying the password, processor time",
         f"as a write: {write} ms", formula(own.login, "auth_login", write, model.login)),
        ("analyses", mb["cv_analysis_worker"],
         f"{own.analysis} ms *(m)*: {TWO_PAGES}; {own.analysis_cpu} ms of processor time at the median",
         f"{ANALYSIS_WAITS_MS} ms *(a)*: the file from S3, ten statements, and two short runs that find no scan yet",
         f"{model.analysis_s:.2f} s"),
        ("... with a language model", "", "the same", with_model, _with_model(model)),
    ]  # fmt: skip
    return table(("function", "memory *(t)*", "own time", "waiting", "duration"), rows, "lrllr")


def _with_model(model: Model) -> str:
    usual, longest = (model.analysis_s + seconds for seconds in (MODEL_SECONDS, DEFAULT_SECONDS))
    return f"{usual:.1f} s ({longest:.1f} s)"


def concurrency(model: Model) -> str:
    """How many environments each kind of request occupies, and how many there are at most."""
    calls, coach, logins = (f"{one:.1f}" for one in model.http)
    ceilings = [worker.max_concurrency for worker in WORKERS]
    rate = RATES["analyses"]
    usual, longest = (round(rate * (model.analysis_s + more)) for more in (MODEL_SECONDS, DEFAULT_SECONDS))
    limit = next(worker.max_concurrency for worker in WORKERS if worker.slug == "cv_analysis_worker")
    reserved = sum(task.reserved_concurrency or 0 for task in TASKS)
    rows = [
        ("reads and writes", f"{RATES['calls']}/s", f"{model.mixed:.0f} ms", calls),
        ("coach messages", f"{RATES['coach']}/s", f"{model.coach:.0f} ms", coach),
        ("logins", f"{RATES['logins']}/s", f"{model.login:.0f} ms", logins),
        ("**HTTP functions together**", "", "", f"**{sum(model.http):.0f}**"),
        (f"... in a burst, × {BURST}", "", "", str(model.burst)),
        ("analyses", f"{rate}/s", f"{model.analysis_s:.2f} s", f"{rate * model.analysis_s:.1f}"),
        ("... with a language model", f"{rate}/s", _with_model(model),
         f"{usual} ({longest}: above {limit} they wait in the queue)"),
        ("workers at their ceilings (`max_concurrency`) *(t)*", "", "",
         f"{' + '.join(map(str, ceilings))} = {sum(ceilings)}"),
        ("**a burst, with every worker at its ceiling**", "", "", f"**{model.most}**"),
        ("reserved for tasks *(t)*", "", "", str(reserved)),
    ]  # fmt: skip
    cold = f"A cold start takes {model.figures.cold / 1000:.1f} s *(m)*, the median of the HTTP functions."
    return f"{table(('function', 'rate', 'duration', 'concurrency'), rows, 'lrrr')}\n\n{cold}"


def uploads(model: Model) -> str:
    """The time from an upload to its result for each duration of the scan, also with looks every 15 s."""
    rows = []
    for scan in SCANS:
        look = seen_after(scan, WAITS_SECONDS)
        before = seen_after(scan, FIXED_WAITS)
        rows.append(
            (
                f"{scan} s",
                f"{look} s",
                f"{look + model.analysis_s:.1f} s",
                f"{before + model.analysis_s:.1f} s",
            )
        )
    return table(("scan", "verdict seen after *(t)*", "result after", "with a look every 15 s"), rows, "rrrr")


def seen_after(scan: int, waits: tuple[int, ...]) -> int:
    """Seconds from the first look to the first one that finds the verdict of a scan that takes `scan` seconds.

    Raises:
        StopIteration: the scan takes longer than all waits together.
    """
    return next(look for look in itertools.accumulate(waits, initial=0) if look >= scan)
