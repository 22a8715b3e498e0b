"""The capacity model says what was measured, what the code has, and what its own formulas give."""

from __future__ import annotations

import math
import re
import statistics

import pytest

from infra.constructs import firewall
from infra.routes import ROUTES, TASKS, WORKERS
from infra.stacks import api, data
from recoloca.adapters.language_model import DEFAULT_SECONDS
from tests.infra.conftest import ROOT, Synthesized
from tests.integration.functions.test_query_budget import READ, WRITE

CORE_MB = 1_769
STATEMENT_MS = 2
LOOK_UPS_MS = 2


def rows(page: str) -> list[list[str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip(" *") for cell in line] for line in lines]


PAGE = (ROOT / "docs/capacity.md").read_text(encoding="utf-8")
ROWS = rows("capacity.md")
BENCHMARKS = {each[0]: each[1:] for each in rows("benchmarks.md")}
FUNCTIONS = {each[0]: each[1:] for each in rows("benchmarks.md") if len(each) == 6}


def row(first: str, columns: int) -> list[str]:
    (found,) = [each[1:] for each in ROWS if each[0] == first and len(each) == columns]
    return found


def last_number(cell: str) -> float:
    return float(re.findall(r"[\d.,]*\d", cell)[-1].replace(",", ""))


def own_time(what: str) -> float:
    """Milliseconds of a core, as the page says that they were measured."""
    cell = row(what, 5)[1]
    return own_time("reads") if cell == "the same" else float(cell.split()[0])


def duration(what: str) -> float:
    """By the page's own formula."""
    memory = last_number(row(what, 5)[0].removesuffix("MB"))
    statements = READ if what == "reads" else WRITE
    return own_time(what) * max(1, CORE_MB / memory) + statements * STATEMENT_MS + LOOK_UPS_MS


def test_what_was_measured_stands_in_the_benchmarks() -> None:
    measured = [FUNCTIONS[each.slug] for each in ROUTES if each.slug in FUNCTIONS]
    warm = [float(each[3]) for each in measured]
    cold = [float(each[2]) for each in measured]
    assert own_time("reads") == math.ceil(statistics.mean(warm))
    assert f"the mean of the {len(measured)} HTTP functions" in row("reads", 5)[1]
    assert f"A cold start takes {statistics.median(cold) / 1000:.1f} s *(m)*" in PAGE
    coach = max(float(cells[2]) for name, cells in BENCHMARKS.items() if name.startswith(("pt-BR,", "en,")))
    assert own_time("coach messages") == int(coach)
    analysis = BENCHMARKS["2 pages warm, p95 < 300 ms"][0]
    assert analysis.startswith(f"{own_time('analyses'):.0f} ms")
    text = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    assert f"Verifying a password takes {own_time('logins'):.0f} ms of a core" in text


@pytest.mark.parametrize("what", ["reads", "writes", "coach messages", "logins"])
def test_a_duration_is_what_its_formula_gives(what: str) -> None:
    shown = row(what, 5)[3]
    assert last_number(shown) == round(duration(what))


def test_the_mix_of_reads_and_writes_is_what_its_formula_gives() -> None:
    mixed = 0.8 * duration("reads") + 0.2 * duration("writes")
    assert last_number(row("reads and writes, 4 to 1", 5)[3]) == round(mixed)


def concurrency(what: str) -> float:
    return last_number(row(what, 4)[2].split("(")[0])


def test_concurrency_is_rate_by_duration_and_adds_up() -> None:
    for what in ("reads and writes", "coach messages", "logins"):
        rate, milliseconds, shown = row(what, 4)
        assert float(shown) == pytest.approx(last_number(rate) * last_number(milliseconds) / 1000, abs=0.05)
    together = sum(concurrency(what) for what in ("reads and writes", "coach messages", "logins"))
    assert concurrency("HTTP functions together") == round(together)
    burst = concurrency("... in a burst, × 10")
    assert burst == round(10 * together)
    ceilings = [worker.max_concurrency for worker in WORKERS]
    assert row("workers at their ceilings (`max_concurrency`) *(t)", 4)[2] == (
        f"{' + '.join(map(str, ceilings))} = {sum(ceilings)}"
    )
    most = burst + sum(ceilings)
    assert concurrency("a burst, with every worker at its ceiling") == most
    reserved = sum(task.reserved_concurrency or 0 for task in TASKS)
    assert row("Lambda concurrent executions", 4)[1] == f"{most:.0f}, and {reserved} reserved *(t)"
    assert f"At worst {most:.0f} start at once" in PAGE
    assert f"one client connection to the proxy: {most:.0f} in a burst" in PAGE


def test_what_the_code_decides_is_what_the_code_has(prod: Synthesized) -> None:
    assert f"at most {READ} to read and {WRITE} to write" in PAGE
    assert f"(0.8 × {READ} + 0.2 × {WRITE}) × {STATEMENT_MS} ms`" in PAGE
    assert f"**{1_000 * (0.8 * READ + 0.2 * WRITE) * STATEMENT_MS / 1000:.1f} connections**" in PAGE
    assert f"Serverless capacity: {data.MINIMUM_UNITS} to {data.MAXIMUM_UNITS} units" in PAGE
    assert row("throttle of our own stage", 4)[0] == f"{api.THROTTLE_RATE:,}, burst {api.THROTTLE_BURST:,}"
    assert row("WAF, requests for an address in 60 s", 4)[0] == (
        f"{firewall.API_REQUESTS} to the API, logins {firewall.LOGIN_REQUESTS}, "
        f"{firewall.ALL_REQUESTS:,} with pages and files"
    )
    assert f"{DEFAULT_SECONDS:.0f} s at most *(t)*" in PAGE
    (cache,) = prod.of_type("AWS::ElastiCache::ServerlessCache").values()
    limits = cache["Properties"]["CacheUsageLimits"]
    assert f"a ceiling of {limits['ECPUPerSecond']['Maximum']:,} units a second" in PAGE
    assert f"are 0.1 GB of {limits['DataStorage']['Maximum']} *(t)*" in PAGE
    (alarm,) = [
        each["Properties"]["Threshold"]
        for each in prod.of_type("AWS::CloudWatch::Alarm").values()
        if str(each["Properties"].get("AlarmName")).endswith("-concurrency")
    ]
    assert f"the alarm `concurrency` rings at {alarm}" in PAGE


def test_the_costs_take_their_durations_from_here() -> None:
    costs = (ROOT / "docs/cost.md").read_text(encoding="utf-8")
    mixed = last_number(row("reads and writes, 4 to 1", 5)[3])
    assert (
        f"{mixed:.0f} ms at 512 MB a call, {row('analyses', 5)[3].split()[0]} s at 2 GB an analysis" in costs
    )
