"""A function whose process is killed (`kill -9`) before a chosen statement, on real servers and a fake Stripe."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, LiteralString

import psycopg

from infra.openapi import load_app
from recoloca.adapters.postgres import Database, Params, Row, connect
from recoloca.adapters.stripe_payments import StripePayments
from recoloca.runtime.dependencies import Dependencies, replace_dependencies
from recoloca.runtime.http.app import lambda_handler
from tests.support.api import Api, Handler
from tests.support.processes import ROOT


class KilledFunction(AbstractContextManager["KilledFunction"]):
    """Runs each invocation in a process of its own, forked from a process that has loaded the function."""

    def __init__(self, deps: Dependencies, slug: str) -> None:
        self._deps = deps
        self._slug = slug
        self._loaded = subprocess.Popen(
            [sys.executable, "-m", "tests.support.killed", slug],
            env={**os.environ, **deps.settings.environment, "PYTHONPATH": "shared:."},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )  # fmt: skip

    def __exit__(self, *_: object) -> None:
        self._loaded.communicate()

    def dies(self, caller: Api, path: str, *, before: int, **request: Any) -> bool:
        """Send a POST. Returns True when its process was killed before statement `before` (0 is the first)."""

        def invoke(event: dict[str, Any], _: Any) -> dict[str, Any]:
            order = {"event": event, "now": self._deps.clock().isoformat(), "before": before}
            assert self._loaded.stdin
            assert self._loaded.stdout
            print(json.dumps(order), file=self._loaded.stdin, flush=True)
            return {"statusCode": int(self._loaded.stdout.readline())}

        answer = Api(self._deps, caller.token, {self._slug: invoke}).post(path, **request)
        assert answer.status in {signal.SIGKILL, 200, 202}, answer.status
        return answer.status == signal.SIGKILL


class KillingDatabase(Database):
    """Kills this process before a statement."""

    before: int

    def _execute(self, query: LiteralString, params: Params) -> psycopg.Cursor[Row]:
        if self.statements == self.before:
            os.kill(os.getpid(), signal.SIGKILL)
        return super()._execute(query, params)


def answer_of(handler: Handler, order: dict[str, Any]) -> int:
    """The status of the function's response, unless its process is killed before."""
    asyncio.set_event_loop(asyncio.new_event_loop())
    now = datetime.fromisoformat(order["now"])
    deps = Dependencies(clock=lambda: now)
    deps.__dict__["db"] = database = KillingDatabase(lambda: connect(deps.settings))
    deps.__dict__["payments"] = StripePayments(
        *map(deps.settings.required, ("STRIPE_API_KEY", "STRIPE_API_BASE"))
    )
    database.before = order["before"]
    replace_dependencies(deps)
    return int(handler(order["event"], None)["statusCode"])


def main(slug: str) -> None:
    """Read one order per line. Print the status of each response, or the signal number that ended its process."""
    handler = lambda_handler(load_app(slug))
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            answers = os.dup(1)
            os.dup2(2, 1)  # The function writes its log to standard output.
            os.write(answers, f"{answer_of(handler, json.loads(line))}\n".encode())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            print(os.waitstatus_to_exitcode(status) * -1, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
