"""`recoloca monitor`: calls endpoints repeatedly and reports response times and success rates."""

from __future__ import annotations

import asyncio
import json
import math
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import httpx
import typer
from rich.live import Live
from rich.table import Table

from recoloca.cli.api import Api, ApiError, Email, Password, Url, open_api
from recoloca.cli.console import err, fail, out, writable
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json

ENDPOINTS: Final = (
    "/health",
    "/api/dashboard",
    "/api/users/profile",
    "/api/cv/analyses",
    "/api/ai-coach/sessions",
)
P95_GOAL: Final = 500
P99_GOAL: Final = 1000
SIGN_IN_PATIENCE: Final = 10
"""The first login waits at most this many seconds for a rate limit. Later logins do not wait."""
UNITS: Final = {"": 1, "s": 1, "m": 60, "h": 3600}

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One request. `status` is 0 without a response. `error` is the reason of a failure, or None."""

    endpoint: str
    status: int
    milliseconds: float
    at: str
    error: str | None = None


def seconds(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh]?)", text.strip())
    if found is None:
        raise typer.BadParameter(f"`{text}` is not a time: write 30s, 5m or 1h.")
    return float(found[1]) * UNITS[found[2]]


Endpoints = Annotated[
    list[str] | None,
    typer.Option(
        "--endpoint",
        metavar="PATH",
        help=f"A path to measure; repeat the option for more. Default: {', '.join(ENDPOINTS)}.",
    ),
]
Interval = Annotated[
    str, typer.Option(metavar="TIME", help="The time between two rounds, such as 30s or 1m.")
]
Duration = Annotated[
    str, typer.Option(metavar="TIME", help="The whole time, such as 90s, 30m or 1h; 0s is one round.")
]
Report = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Save the report here. Default: performance_report_<time>.json."),
]


@app.command()
def monitor(
    endpoints: Endpoints = None,
    interval: Interval = "60s",
    duration: Duration = "30m",
    report: Report = None,
    url: Url = None,
    email: Email = None,
    password: Password = None,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Measure the response times of endpoints as a logged-in user. Ctrl-C ends the run and writes the report.

    The exit code is 1 if a request failed or a goal was missed (p95 under 500 ms, p99 under 1 s).
    """
    every, lasting = seconds(interval), seconds(duration)
    if every <= 0:
        fail("The interval must be longer than 0 s.")
    asked = tuple(endpoints or ENDPOINTS)
    began = datetime.now(UTC)
    file = writable(report or Path(f"performance_report_{began:%Y%m%d_%H%M%S}.json"))
    api = open_api(stage, url, email, password, len(asked))
    try:
        results, lasted = asyncio.run(watch(api, asked, every, lasting, quiet=as_json))
    except ApiError as error:
        fail(f"Could not sign in as {api.account}: {error}")
    made = summary(api.url, asked, results, began, lasted)
    if as_json:
        show_json(made)
    else:
        out.print(table(asked, results))
    file.write_text(json.dumps(made, indent=2) + "\n")
    err.print(f"The report is in {file}.", style="dim")
    if not made["goals_met"]:
        raise typer.Exit(1)


async def watch(
    api: Api, endpoints: Sequence[str], interval: float, duration: float, *, quiet: bool
) -> tuple[list[Measurement], float]:
    """Call all endpoints at once, every `interval` seconds for `duration` seconds.

    Returns the results and the real duration in seconds. A slow response does not shift the later rounds.
    """
    results: list[Measurement] = []
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    async with api:
        await api.authorization(SIGN_IN_PATIENCE)
        began = time.monotonic()
        with Live(table(endpoints, results), console=err, transient=True) as live:
            live.auto_refresh = not quiet
            rounds = 0
            while not stop.is_set():
                results += await asyncio.gather(*(measure(api, endpoint) for endpoint in endpoints))
                rounds += 1
                if not quiet:
                    live.update(table(endpoints, results))
                pause = min(began + rounds * interval, began + duration) - time.monotonic()
                if began + rounds * interval >= began + duration:
                    break
                await quiet_until(stop, pause)
        return results, time.monotonic() - began


async def quiet_until(stop: asyncio.Event, pause: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), max(0, pause))
    except TimeoutError:
        return


async def measure(api: Api, endpoint: str) -> Measurement:
    """Send one request and measure the time until its whole body has arrived."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        headers = await api.authorization(patience=0)
    except ApiError as error:
        return Measurement(endpoint, 0, 0.0, at, str(error))
    began = time.perf_counter()
    try:
        answer = await api.http.get(endpoint, headers=headers)
        status, reason = (
            answer.status_code,
            None if answer.status_code == 200 else f"HTTP {answer.status_code}",
        )
    except httpx.TransportError as error:
        status, reason = 0, f"{type(error).__name__}: {error}"
    return Measurement(endpoint, status, (time.perf_counter() - began) * 1000, at, reason)


def percentile(ordered: Sequence[float], share: float) -> float:
    """A percentile by the nearest-rank method, so that it is a measured value. `share` is between 0 and 1."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def times(results: Sequence[Measurement]) -> dict[str, Any]:
    """The counts of all requests, and the times in ms of the successful ones (None without any)."""
    ordered = sorted(result.milliseconds for result in results if result.error is None)
    errors = [result for result in results if result.error is not None]
    found: dict[str, Any] = {
        "total_requests": len(results),
        "successful_requests": len(ordered),
        "success_rate": round(100 * len(ordered) / len(results), 3) if results else None,
        "errors": sorted({str(result.error) for result in errors}),
    }
    names = ("avg", "min", "max", "p50", "p95", "p99")
    values: tuple[float, ...] = ()
    if ordered:
        mean = sum(ordered) / len(ordered)
        values = (mean, ordered[0], ordered[-1], *(percentile(ordered, share) for share in (0.5, 0.95, 0.99)))
    for name, value in zip(names, values or (None,) * 6, strict=True):
        found[f"{name}_response_time"] = None if value is None else round(value, 2)
    return found


def summary(
    url: str, endpoints: Sequence[str], results: Sequence[Measurement], began: datetime, lasted: float
) -> dict[str, Any]:
    """The report: the fields of the performance guide's monitor, and all failures and endpoints without a response."""
    everything = times(results)
    p95, p99 = everything["p95_response_time"], everything["p99_response_time"]
    return {
        "url": url,
        "started_at": began.isoformat(timespec="seconds"),
        "test_duration": round(lasted, 3),
        "total_requests": len(results),
        "overall": everything,
        "endpoint_stats": {endpoint: times(of(results, endpoint)) for endpoint in endpoints},
        "failures": [
            {"endpoint": one.endpoint, "at": one.at, "status_code": one.status, "error": one.error}
            for one in results
            if one.error is not None
        ],
        "goals": {"p95_response_time": P95_GOAL, "p99_response_time": P99_GOAL, "success_rate": 100},
        "goals_met": bool(p95 is not None and p95 < P95_GOAL and p99 < P99_GOAL)
        and everything["successful_requests"] == len(results),
        "generated_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def of(results: Sequence[Measurement], endpoint: str) -> list[Measurement]:
    return [result for result in results if result.endpoint == endpoint]


def table(endpoints: Sequence[str], results: Sequence[Measurement]) -> Table:
    made = Table("Endpoint", "Requests", "Failed", "p50", "p95", "p99", "Max", box=None, pad_edge=False)
    for endpoint in endpoints:
        found = times(of(results, endpoint))
        failed = found["total_requests"] - found["successful_requests"]
        made.add_row(
            endpoint,
            str(found["total_requests"]),
            f"[red]{failed}[/]" if failed else "0",
            *(milliseconds(found[f"{name}_response_time"]) for name in ("p50", "p95", "p99", "max")),
        )
    return made


def milliseconds(value: float | None) -> str:
    return "" if value is None else f"{value:.1f} ms"
