"""AWS's Lambda Invoke API in front of the runner, and an address for the events of the emulator's queues."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from infra.local.asgi import (
    Receive,
    Scope,
    Send,
    TooLargeError,
    encoded,
    header,
    read_body,
    respond,
    respond_json,
)
from infra.local.runner.execution_environment import Outcome
from infra.local.runner.pool import Runner, UnknownFunctionError

PAYLOAD_LIMIT: Final = 6_291_556
LOG_TAIL: Final = 4096
INVOKE = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/invocations")
EVENTS = re.compile(r"/events/(?P<name>[^/]+)")


class InvokeApi:
    """`POST /2015-03-31/functions/<name>/invocations` for SDKs, `POST /events/<name>` for ministack.

    For a failed function the first answers 200 with the header `X-Amz-Function-Error`; the second answers 502.
    """

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.background: set[asyncio.Task[Outcome]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["method"] == "POST" and (found := INVOKE.fullmatch(path) or EVENTS.fullmatch(path)):
            name = unquote(found["name"]).rpartition(":")[2]
            try:
                payload = await read_body(scope, receive, PAYLOAD_LIMIT)
                if found.re is INVOKE:
                    await self.invoke(scope, send, name, payload)
                else:
                    await self.deliver(send, name, payload)
            except UnknownFunctionError:
                message = f"Function not found: {name}"
                await fail(send, 404, "ResourceNotFoundException", message)
            except TooLargeError:
                message = (
                    f"Request must be smaller than {PAYLOAD_LIMIT} bytes for the InvokeFunction operation"
                )
                await fail(send, 413, "RequestTooLargeException", message)
        else:
            await fail(send, 404, "UnknownOperationException", f"No operation {scope['method']} {path}")

    async def invoke(self, scope: Scope, send: Send, name: str, payload: bytes) -> None:
        payload = payload or b"{}"
        try:
            json.loads(payload)
        except ValueError as error:
            message = f"Could not parse request body into json: {error}"
            await fail(send, 400, "InvalidRequestContentException", message)
            return
        kind = header(scope, b"x-amz-invocation-type") or "RequestResponse"
        if kind == "DryRun":
            self.runner.pool(name)
            await respond(send, 204, [])
        elif kind == "Event":
            self.start(name, payload)
            await respond(send, 202, [])
        else:
            await self.answer(scope, send, name, payload)

    def start(self, name: str, payload: bytes) -> None:
        """Invoke the function and do not wait for its result.

        Raises:
            UnknownFunctionError: no function has this name.
        """
        self.runner.pool(name)
        task = asyncio.create_task(self.runner.invoke(name, payload))
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def answer(self, scope: Scope, send: Send, name: str, payload: bytes) -> None:
        log = self.runner.places.log(self.runner.pool(name).function.slug)
        began = log.stat().st_size if log.exists() else 0
        outcome = await self.runner.invoke(name, payload)
        headers = {"content-type": "application/json", "x-amz-executed-version": "$LATEST"}
        if outcome.error:
            headers["x-amz-function-error"] = "Unhandled"
        if header(scope, b"x-amz-log-type") == "Tail":
            headers["x-amz-log-result"] = base64.b64encode(tail(log, began)).decode()
        await respond(send, 200, encoded(headers), outcome.payload)

    async def deliver(self, send: Send, name: str, payload: bytes) -> None:
        outcome = await self.runner.invoke(name, payload)
        status = 502 if outcome.error else 200
        await respond(send, status, encoded({"content-type": "application/json"}), outcome.payload)


def tail(log: Path, began: int) -> bytes:
    """The last 4 KB that were logged after the file had `began` bytes."""
    if not log.exists():
        return b""
    with log.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(began, size - LOG_TAIL))
        return file.read()


async def fail(send: Send, status: int, error: str, message: str) -> None:
    await respond_json(send, status, {"Type": "User", "Message": message}, {"x-amzn-errortype": error})
