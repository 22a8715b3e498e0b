"""Cold and warm starts of every function with the real awslambdaric, and the size of its package.

A cold start lasts from the start of the process to its first response; a warm one is a later response. The figures
are ratios to a baseline that ran just before, because a machine's speed varies from second to second.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import string
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from rich.console import Console
from rich.table import Table

from infra.documents import figures
from infra.local.emulators.clients import client
from infra.local.platform import LocalPlatform
from infra.local.runner.function import Function, Places
from infra.local.runner.pool import Runner
from infra.local.servers.process import wait_until
from infra.paths import ROOT
from infra.routes import ROUTES
from infra.sample_events import load, samples
from recoloca.adapters.tokens import TokenSigner
from recoloca.cli.queue import DEAD, counts
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.settings import Settings
from tests.support.api import Api
from tests.support.cvs import multipart, uploaded
from tests.support.person import VALUES, Person

PATIENCE_SECONDS: Final = 60
ROUNDS: Final = 15
WARM_CALLS: Final = 30
HTTP_BASELINE: Final = "lean_fastapi"
PLAIN_BASELINE: Final = "raw_psycopg"
BASELINES: Final = ("raw", PLAIN_BASELINE, HTTP_BASELINE)
IS_HTTP: Final = frozenset(route.slug for route in ROUTES)


@dataclass(frozen=True)
class Subject:
    function: Function
    places: Places
    payload: bytes


@dataclass(frozen=True)
class Taken:
    """Milliseconds of one process."""

    cold: float
    warm: float


Pair = tuple[Taken, Taken]
"""A process of the function, and one of its baseline just before."""


def main() -> None:
    load_average = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="recoloca-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with LocalPlatform(folder / "platform", throwaway=True) as platform, person_of(platform) as person:
            subjects = [*baselines(platform), *functions(platform, person)]
            taken = measure(subjects, at_rest(platform))
            report(taken, {one.function.slug: one.function for one in subjects}, load_average)


@contextmanager
def person_of(platform: LocalPlatform) -> Iterator[Person]:
    """A person with a CV and a coach session. The sample events then run for this person."""
    os.environ.update(platform.environment)
    deps = Dependencies(Settings({**platform.environment, "SLUG": "bench"}))
    deps.__dict__["token_signer"] = TokenSigner(platform.keys.secret)
    replace_dependencies(deps)
    try:
        yield Tenant(deps, Api(deps), "bench")
    finally:
        replace_dependencies(None)
        deps.db.close()


class Tenant(Person):
    """A person of a running platform. The platform's own worker analyses the CVs."""

    def analysed(self, body: bytes) -> UUID:
        identifier = uploaded(self.api, multipart(body))

        def ended() -> bool:
            row = self.deps.db.fetch_one("SELECT status FROM cv_analyses WHERE id = %s", (identifier,))
            return row is not None and row["status"] in {"completed", "failed"}

        if not wait_until(ended, PATIENCE_SECONDS):
            raise RuntimeError("the platform does not analyse")
        return identifier


def baselines(platform: LocalPlatform) -> list[Subject]:
    places = Places(platform.folder, functions=Path(__file__).with_name("baselines"))
    event = json.dumps(load(samples("health")[0], {})).encode()
    environment = {"DATABASE_URL": platform.database_url}
    return [
        Subject(
            Function(slug, slug, layers=() if slug == "raw" else ("core",), environment=environment),
            places,
            event,
        )
        for slug in BASELINES
    ]


def functions(platform: LocalPlatform, person: Person) -> list[Subject]:
    """Every deployed function with its first sample."""
    if platform.deployed is None:
        raise RuntimeError("the platform is not deployed")
    places = Places(platform.folder)
    return [
        Subject(function, places, event_of(function.slug, person))
        for function in sorted(platform.deployed.functions, key=lambda one: one.slug)
    ]


def event_of(slug: str, person: Person) -> bytes:
    """The function's sample for this person. Signatures of Stripe are invalid in it, so they are refused."""
    sample = samples(slug)[0]
    names = string.Template(sample.read_text()).get_identifiers()
    values = {name: "none" if name.startswith("stripe_") else VALUES[name](person) for name in names}
    return json.dumps(load(sample, values)).encode()


def at_rest(platform: LocalPlatform) -> Callable[[], bool]:
    """A check whether the platform is idle. An upload of the previous function is analysed on the same two cores."""
    sqs = client("sqs", platform.aws_url)
    queues = [url for url in sqs.list_queues()["QueueUrls"] if not url.endswith(DEAD)]
    return lambda: not any(any(counts(sqs, url).values()) for url in queues)


def measure(subjects: list[Subject], rested: Callable[[], bool]) -> dict[str, list[Pair]]:
    """One pair of each subject per round. Noise of the machine therefore affects all subjects."""
    by_slug = {each.function.slug: each for each in subjects}
    taken: dict[str, list[Pair]] = {slug: [] for slug in by_slug}
    for number in range(ROUNDS + 1):
        for slug, subject in by_slug.items():
            wait_until(rested, PATIENCE_SECONDS)
            baseline = asyncio.run(one_process(by_slug[baseline_of(slug)]))
            own = asyncio.run(one_process(subject))
            if number:  # the first round compiles modules that have no .pyc file yet
                taken[slug].append((own, baseline))
    return taken


def baseline_of(slug: str) -> str:
    return HTTP_BASELINE if slug in IS_HTTP or slug == HTTP_BASELINE else PLAIN_BASELINE


async def one_process(subject: Subject) -> Taken:
    runner = Runner([subject.function], subject.places)
    try:
        cold = await timed(runner, subject)
        return Taken(cold, statistics.median([await timed(runner, subject) for _ in range(WARM_CALLS)]))
    finally:
        await runner.close()


async def timed(runner: Runner, subject: Subject) -> float:
    began = time.perf_counter()
    outcome = await runner.invoke(subject.function.name, subject.payload)
    taken = (time.perf_counter() - began) * 1000
    if outcome.error:
        raise RuntimeError(f"{subject.function.slug}: {outcome.payload.decode(errors='replace')}")
    return taken


def report(taken: Mapping[str, list[Pair]], described: Mapping[str, Function], load_average: float) -> None:
    table = Table(
        "function", "cold ms", "× baseline", "warm ms", "× baseline", "unzipped MB", box=None, pad_edge=False
    )
    found = {}
    for slug, pairs in taken.items():
        cold = statistics.median(own.cold for own, _ in pairs)
        warm = statistics.median(own.warm for own, _ in pairs)
        cold_ratio = statistics.median(own.cold / baseline.cold for own, baseline in pairs)
        warm_ratio = statistics.median(own.warm / baseline.warm for own, baseline in pairs)
        size = None if slug in BASELINES else round(unzipped(described[slug]), 1)
        found[slug] = {
            "cold_ratio": round(cold_ratio, 2),
            "cold_ms": round(cold),
            "warm_ms": round(warm, 2),
            "unzipped_mb": size,
        }
        shown = "" if size is None else f"{size:.1f}"
        table.add_row(slug, f"{cold:.0f}", f"{cold_ratio:.2f}", f"{warm:.2f}", f"{warm_ratio:.2f}", shown)
    console = Console(width=120)
    console.print(
        f"Functions: medians of {ROUNDS} processes; HTTP against {HTTP_BASELINE}, the rest against {PLAIN_BASELINE}."
    )
    console.print(table)
    figures.write("functions", {"rounds": ROUNDS, "functions": found}, load_average)


def unzipped(function: Function) -> float:
    """The size of code and layers in MB, sources only, as they are installed for this machine."""
    folders = [ROOT / "functions" / function.slug, ROOT / "shared/recoloca"]
    folders += [ROOT / ".tools/layers" / layer for layer in function.layers]
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files if "__pycache__" not in file.parts) / 1e6


if __name__ == "__main__":
    main()
