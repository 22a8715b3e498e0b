"""One Lambda execution environment: a process with the real `awslambdaric`, and the Runtime API that it calls."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, cast

import httptools

from infra.local.runner.function import Function, Places, interpreter, process_environment
from infra.local.servers.process import LOOPBACK, die_with_parent

RESPONSE_LIMIT: Final = 6_291_556
"""The largest response of a function that Lambda allows, in bytes."""
INIT_SECONDS: Final = 30
RESTORED: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
"""The response of `/restore/next`, which lets a function with SnapStart run its hooks and continue."""
ACCEPTED: Final = (
    b'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"status":"OK"}'
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an invocation.

    `payload` is the function's response in bytes. With `error`, which is Lambda's error type, it describes the error.
    """

    payload: bytes
    error: str | None = None

    @classmethod
    def failure(cls, error: str, message: str) -> Outcome:
        return cls(json.dumps({"errorType": error, "errorMessage": message}).encode(), error)


@dataclass(slots=True)
class Invocation:
    payload: bytes
    future: asyncio.Future[Outcome]
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def settle(self, outcome: Outcome) -> None:
        if not self.future.done():
            self.future.set_result(outcome)


class Owner(Protocol):
    """The pool that an environment reports to."""

    def environment_idle(self, environment: ExecutionEnvironment) -> None: ...
    def environment_ended(self, environment: ExecutionEnvironment, failure: Outcome) -> None: ...


class ExecutionEnvironment:
    """Runs one invocation at a time. A crash or a timeout fails the invocation and ends the process."""

    def __init__(self, function: Function, places: Places, owner: Owner) -> None:
        self.function = function
        self.places = places
        self.owner = owner
        self.up = False
        self.begun = asyncio.Event()  # the process asked for work, or it ended before that
        self.retired = False
        self.idle_since: float | None = None
        self.invocation: Invocation | None = None
        self.connections: set[asyncio.Transport] = set()
        self.process: asyncio.subprocess.Process | None = None
        self._next: asyncio.Transport | None = None
        self._failure: Outcome | None = None
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(INIT_SECONDS, self._time_out, "Init", INIT_SECONDS)
        self.life = loop.create_task(self._live())

    async def _live(self) -> None:
        """Run the process until it ends. No other method reports its end."""
        server = await asyncio.get_running_loop().create_server(lambda: RuntimeApi(self), LOOPBACK, 0)
        runtime_api = f"{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
        scratch = Path(tempfile.mkdtemp(prefix=f"{self.function.slug}-", dir=self.places.scratch()))
        code = 0
        try:
            with self.places.log(self.function.slug).open("ab") as log:
                self.process = await asyncio.create_subprocess_exec(
                    *interpreter(),
                    self.function.handler,
                    cwd=self.places.functions / self.function.slug,
                    env=process_environment(self.function, self.places, runtime_api, scratch),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=die_with_parent(signal.SIGKILL),
                )
            code = await self.process.wait()
        except OSError as error:
            self._failure = Outcome.failure("Runtime.InvalidEntrypoint", str(error))
        finally:
            server.close()
            for connection in self.connections:
                connection.abort()
            self._timer.cancel()
            self.kill()
            shutil.rmtree(scratch, ignore_errors=True)
        self._report_end(code)

    def _report_end(self, code: int) -> None:
        self.begun.set()
        reason = f"signal: {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        failure = self._failure or Outcome.failure(
            "Runtime.ExitError", f"Runtime exited with error: {reason}"
        )
        if self.invocation:
            self.invocation.settle(failure)
            self._log(f"{self.invocation.id} {failure.payload.decode(errors='replace')}")
        self.owner.environment_ended(self, failure)

    def _log(self, line: str) -> None:
        with self.places.log(self.function.slug).open("a") as log:
            log.write(f"{line}\n")

    def kill(self) -> None:
        """Kill the process and its children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def retire(self) -> None:
        """End the process when it is idle; the current invocation finishes first."""
        self.retired = True
        if self.idle_since is not None:
            self.kill()

    def give(self, invocation: Invocation) -> None:
        """Answer the pending `/next` with the invocation. The function's time limit starts now.

        Raises:
            RuntimeError: the process has not asked for work.
        """
        transport, self._next = self._next, None
        if transport is None:
            raise RuntimeError("A process is given work only when it has asked for it")
        self.invocation = invocation
        self.idle_since = None
        seconds = self.function.timeout
        deadline = int((time.time() + seconds) * 1000)
        self._timer = asyncio.get_running_loop().call_later(seconds, self._time_out, "Task", seconds)
        head = (
            # awslambdaric crashes without a content type.
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            f"Lambda-Runtime-Aws-Request-Id: {invocation.id}\r\n"
            f"Lambda-Runtime-Deadline-Ms: {deadline}\r\n"
            f"Lambda-Runtime-Invoked-Function-Arn: {self.function.arn}\r\n"
            f"Lambda-Runtime-Trace-Id: Root=1-{deadline // 1000:08x}-{invocation.id.replace('-', '')[:24]}\r\n"
            f"Content-Length: {len(invocation.payload)}\r\n\r\n"
        )
        transport.write(head.encode() + invocation.payload)

    def _time_out(self, what: str, seconds: int) -> None:
        self._failure = Outcome.failure("Sandbox.Timedout", f"{what} timed out after {seconds}.00 seconds")
        if self.invocation:
            self.invocation.settle(self._failure)
        self.kill()

    def asked_for_next(self, transport: asyncio.Transport) -> None:
        self._timer.cancel()
        self.up = True
        self.begun.set()
        self._next = transport
        self.idle_since = time.monotonic()
        if self.retired:
            self.kill()
        else:
            self.owner.environment_idle(self)

    def answered(self, payload: bytes, error: str | None) -> None:
        self._timer.cancel()
        if len(payload) > RESPONSE_LIMIT:
            outcome = Outcome.failure(
                "Function.ResponseSizeTooLarge",
                f"Response payload size ({len(payload)} bytes) exceeded maximum allowed payload size "
                f"({RESPONSE_LIMIT} bytes).",
            )
        else:
            outcome = Outcome(payload, error)
        if self.invocation:
            self.invocation.settle(outcome)
            self.invocation = None

    def failed_to_start(self, payload: bytes, error: str | None) -> None:
        self._failure = Outcome(payload, error or "Runtime.Unknown")


class RuntimeApi(asyncio.Protocol):
    """AWS's Runtime API (`/2018-06-01/runtime/...`) for one process: each environment has its own port."""

    transport: asyncio.Transport

    def __init__(self, environment: ExecutionEnvironment) -> None:
        self.environment = environment
        self.parser = httptools.HttpRequestParser(self)
        self.path = ""
        self.error: str | None = None
        self.body: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's transport is no subclass
        self.environment.connections.add(self.transport)
        # Without TCP_NODELAY each response waits 40 ms for an acknowledgement.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.environment.connections.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self.transport.close()

    def on_url(self, url: bytes) -> None:
        self.path = url.decode("ascii", "replace")
        self.error = None
        self.body = []

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"lambda-runtime-function-error-type":
            self.error = value.decode("ascii", "replace")

    def on_body(self, body: bytes) -> None:
        self.body.append(body)

    def on_message_complete(self) -> None:
        if self.path.endswith("/invocation/next"):
            self.environment.asked_for_next(self.transport)
            return
        if self.path.endswith("/restore/next"):
            self.transport.write(RESTORED)
            return
        payload = b"".join(self.body)
        if self.path.endswith("/init/error"):
            self.environment.failed_to_start(payload, self.error)
        elif self.path.endswith("/error"):
            self.environment.answered(payload, self.error or "Unhandled")
        else:
            self.environment.answered(payload, None)
        self.transport.write(ACCEPTED)
