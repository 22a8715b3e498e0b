"""The Lambda runner with real `awslambdaric` processes for small functions."""

from __future__ import annotations

import asyncio
import contextlib
import json
import textwrap
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from infra.local.runner.execution_environment import Outcome
from infra.local.runner.function import Function, Places
from infra.local.runner.pool import Runner

pytestmark = pytest.mark.anyio

HANDLER = """
import json, os, sys, time

def handler(event, context):
    match event.get("do"):
        case "sleep":
            time.sleep(event["seconds"])
        case "die":
            os._exit(3)
        case "raise":
            raise ValueError("no good")
        case "large":
            return "x" * event["size"]
        case "numpy":
            import numpy
    print("handled", event.get("tag", ""), flush=True)
    return {
        "pid": os.getpid(), "event": event, "left": context.get_remaining_time_in_millis(),
        "name": context.function_name, "stage": os.environ.get("STAGE"), "home": os.environ.get("HOME"),
    }
"""


def places(folder: Path, handler: str = HANDLER) -> Places:
    found = Places(state=folder / "state", functions=folder / "functions", shared=folder / "shared")
    for needed in (found.state / "logs", found.scratch(), found.functions / "probe", found.shared):
        needed.mkdir(parents=True)
    write(found, handler)
    return found


def write(found: Places, handler: str) -> None:
    (found.functions / "probe/handler.py").write_text(textwrap.dedent(handler))


def runtimes() -> set[int]:
    """The function processes of this runner. A platform of other tests may start its own at any time."""
    found = set()
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if "awslambdaric" in child.cmdline():
                found.add(child.pid)
    return found


@asynccontextmanager
async def running(
    found: Places, **settings: Any
) -> AsyncIterator[Callable[..., Coroutine[Any, Any, Outcome]]]:
    function = Function("recoloca-local-probe", "probe", environment={"STAGE": "local"}, **settings)
    others = runtimes()
    runner = Runner([function], found)

    async def invoke(**event: object) -> Outcome:
        return await runner.invoke(function.name, json.dumps(event).encode())

    try:
        yield invoke
    finally:
        await runner.close()
        assert runtimes() <= others
        assert list(found.scratch().iterdir()) == []


def answer(outcome: Outcome) -> dict[str, Any]:
    assert outcome.error is None, outcome.payload
    loaded: dict[str, Any] = json.loads(outcome.payload)
    return loaded


async def test_a_process_is_reused_and_knows_its_function(tmp_path: Path) -> None:
    async with running(places(tmp_path), timeout=7) as invoke:
        first, second = answer(await invoke(tag="ação")), answer(await invoke())
    assert first["pid"] == second["pid"]
    assert first["event"] == {"tag": "ação"}
    assert first["name"] == "recoloca-local-probe"
    assert first["stage"] == "local"
    assert 5000 < first["left"] <= 7000


async def test_an_exception_is_reported_as_by_lambda_and_the_process_lives(tmp_path: Path) -> None:
    async with running(places(tmp_path)) as invoke:
        before = answer(await invoke())["pid"]
        outcome = await invoke(do="raise")
        after = answer(await invoke())["pid"]
    described = json.loads(outcome.payload)
    assert outcome.error == "Unhandled"
    assert (described["errorType"], described["errorMessage"]) == ("ValueError", "no good")
    assert "handler.py" in described["stackTrace"][0]
    assert before == after


async def test_a_timeout_kills_the_process_and_the_next_call_gets_a_fresh_one(tmp_path: Path) -> None:
    async with running(places(tmp_path), timeout=1) as invoke:
        before = answer(await invoke())["pid"]
        began = time.monotonic()
        outcome = await invoke(do="sleep", seconds=60)
        assert time.monotonic() - began < 3
        after = answer(await invoke())["pid"]
    assert outcome.error == "Sandbox.Timedout"
    assert b"timed out after 1.00 seconds" in outcome.payload
    assert before != after
    assert not psutil.pid_exists(before)


async def test_a_crash_fails_its_own_call_alone(tmp_path: Path) -> None:
    found = places(tmp_path)
    async with running(found, ceiling=1) as invoke:
        crash, fine = await asyncio.gather(invoke(do="die"), invoke())
    assert crash.error == "Runtime.ExitError"
    assert b"exit status 3" in crash.payload
    assert answer(fine)["event"] == {}
    assert "exit status 3" in found.log("probe").read_text()


async def test_calls_beyond_the_ceiling_wait_their_turn(tmp_path: Path) -> None:
    async with running(places(tmp_path), ceiling=2) as invoke:
        outcomes = await asyncio.gather(*(invoke(do="sleep", seconds=0.1, tag=n) for n in range(9)))
    answers = [answer(outcome) for outcome in outcomes]
    assert [each["event"]["tag"] for each in answers] == list(range(9))
    assert len({each["pid"] for each in answers}) == 2


async def test_broken_code_fails_the_call_with_its_reason_until_it_is_edited(
    tmp_path: Path,
) -> None:
    found = places(tmp_path, "import recoloca_is_not_there")
    async with running(found) as invoke:
        outcome = await invoke()
        assert outcome.error is not None
        assert b"recoloca_is_not_there" in outcome.payload
        write(found, HANDLER)
        assert answer(await invoke())["event"] == {}


async def test_only_packages_of_layers_can_be_imported(tmp_path: Path) -> None:
    async with running(places(tmp_path)) as invoke:
        outcome = await invoke(do="numpy")
    assert json.loads(outcome.payload)["errorType"] == "ModuleNotFoundError"


@pytest.mark.parametrize("edited", ["functions/probe/handler.py", "shared/rules.py"])
async def test_an_edit_takes_effect_without_ending_running_invocations(tmp_path: Path, edited: str) -> None:
    found = places(tmp_path)
    async with running(found) as invoke:
        before = answer(await invoke())["pid"]
        slow = asyncio.create_task(invoke(do="sleep", seconds=1.5))
        await asyncio.sleep(0.4)
        with (tmp_path / edited).open("a") as file:
            file.write("\nVERSION = 2\n")
        assert answer(await invoke())["pid"] != before
        assert answer(await slow)["pid"] == before
    assert not psutil.pid_exists(before)


async def test_an_answer_over_lambdas_limit_is_an_error(tmp_path: Path) -> None:
    async with running(places(tmp_path)) as invoke:
        assert (await invoke(do="large", size=7_000_000)).error == "Function.ResponseSizeTooLarge"
        assert (await invoke(do="large", size=6_000_000)).error is None


async def test_the_log_has_the_output_of_the_function(tmp_path: Path) -> None:
    found = places(tmp_path)
    async with running(found) as invoke:
        await invoke(tag="42")
        assert "handled 42" in found.log("probe").read_text()
