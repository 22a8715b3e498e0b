"""The process of the runner and the edge: `python -m infra.local.server DESCRIPTION RUNNER_FD EDGE_FD`.

The launcher opens the two sockets, so that no other program takes the ports while the platform starts.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from infra.local.edge.api_docs import ApiDocs
from infra.local.edge.front import Edge
from infra.local.edge.http_api import HttpApi
from infra.local.edge.post_policy import Credential
from infra.local.edge.site import Site
from infra.local.edge.uploads import Uploads
from infra.local.emulators.clients import CREDENTIAL
from infra.local.emulators.deployed import Deployed
from infra.local.mailbox.server import Mailbox
from infra.local.runner.function import REGION, Places
from infra.local.runner.invoke_api import InvokeApi
from infra.local.runner.pool import Runner
from infra.local.runner.queues import Source, poll
from infra.local.runner.timetable import keep_time


class Server(uvicorn.Server):
    """A uvicorn server that handles no signals: the process handles them, because it has two servers to stop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def server(app: Any) -> Server:
    """A server for an ASGI application. The caller gives its socket to `serve`."""
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    return Server(config)


async def serve(
    description: dict[str, Any], runner_socket: socket.socket, edge_socket: socket.socket
) -> None:
    """Serve the edge and the runner until SIGTERM. `description` is written by `LocalPlatform`."""
    deployed = Deployed.from_json(description["deployed"])
    places = Places(Path(description["state"]), functions=Path(description["functions"]))
    runner = Runner(deployed.functions, places)
    uploads = Uploads(description["aws"], deployed.cors, Credential(CREDENTIAL, CREDENTIAL, REGION))
    queues = [Source(**each) for each in description["queues"]]
    site = Site(Path(description["site"]), description["url"])
    mails = Mailbox(description["aws"])
    edge = server(Edge(HttpApi(deployed, runner), site, uploads, mails, ApiDocs()))
    invoke = server(InvokeApi(runner))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop, edge, invoke)
    background = [
        asyncio.create_task(runner.warm_up(description["warm"])),
        asyncio.create_task(runner.end_idle_processes()),
        asyncio.create_task(poll(description["aws"], queues, runner.invoke)),
        asyncio.create_task(keep_time(description["schedules"], lambda name: runner.invoke(name, b"{}"))),
    ]
    try:
        await asyncio.gather(edge.serve(sockets=[edge_socket]), invoke.serve(sockets=[runner_socket]))
    finally:
        for task in background:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await runner.close()
        await uploads.close()
        await mails.close()


def stop(*servers: Server) -> None:
    for each in servers:
        each.should_exit = True


def main() -> None:
    description, runner_fd, edge_fd = sys.argv[1:]
    runner_socket, edge_socket = (socket.socket(fileno=int(fd)) for fd in (runner_fd, edge_fd))
    settings = json.loads(Path(description).read_text())
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
        loop.run(serve(settings, runner_socket, edge_socket))


if __name__ == "__main__":
    main()
