"""A small edge for tests: the real server process in front of functions that a test writes."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import httpx

from infra.local.emulators.deployed import Deployed, RouteTarget
from infra.local.runner.function import Function
from infra.local.servers.process import LOOPBACK, ChildProcess
from infra.local.state import write_private
from infra.paths import ROOT

BUCKET = "recoloca-edge-uploads"
ECHO = """
def handler(event, context):
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "cookies": ["a=1", "b=2"],
            "body": __import__("json").dumps(event)}
"""
MOODS = """
import base64, time

def handler(event, context):
    match event["pathParameters"]["mood"]:
        case "slow":
            time.sleep(5)
        case "large":
            return {"statusCode": 200, "body": "x" * 6_291_000 + "x" * 1000}
        case "broken":
            raise ValueError("a secret that nobody may read")
        case "nonsense":
            return {"statusCode": "soon"}
        case "binary":
            return {"statusCode": 201, "isBase64Encoded": True, "body": base64.b64encode(b"\\x00\\xff").decode()}
"""
ROUTES = (
    RouteTarget("GET /health", "recoloca-local-echo", 30),
    RouteTarget("GET /things/mine", "recoloca-local-mine", 30),
    RouteTarget("GET /things/{id}", "recoloca-local-echo", 30),
    RouteTarget("POST /things", "recoloca-local-echo", 30),
    RouteTarget("GET /moods/{mood}", "recoloca-local-moods", 1),
)
SITE = {
    "index.html": "<!doctype html><title>app</title>",
    "assets/app-1a2b.js": "console.log(1)" * 100,
    "assets/app-1a2b.js.br": "brotli form",
    "assets/app-1a2b.js.gz": "gzip form",
    "favicon.svg": "<svg/>",
}


class Edge:
    """A running edge. `get` and `post` send requests; `functions` is the folder of its handlers."""

    def __init__(self, folder: Path, throttle: tuple[float, int] | None, aws: str) -> None:
        self.functions = folder / "functions"
        self.sockets = [socket.create_server((LOOPBACK, 0)) for _ in range(2)]
        self.url = f"http://{LOOPBACK}:{self.sockets[1].getsockname()[1]}"
        self.write("echo", ECHO)
        self.write("moods", MOODS)
        self.write("mine", ECHO)
        for name, text in SITE.items():
            (folder / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "site" / name).write_text(text)
        for part in ("state/logs", "state/tmp"):
            (folder / part).mkdir(parents=True)
        self.child = self._child(folder, throttle, aws)
        self.http = httpx.Client(
            base_url=self.url, timeout=20, trust_env=False, headers={"accept-encoding": "identity"}
        )

    def write(self, slug: str, handler: str) -> None:
        (self.functions / slug).mkdir(parents=True, exist_ok=True)
        (self.functions / slug / "handler.py").write_text(handler)

    def _child(self, folder: Path, throttle: tuple[float, int] | None, aws: str) -> ChildProcess:
        functions = [Function(f"recoloca-local-{slug}", slug) for slug in ("echo", "moods", "mine")]
        cors = [{"AllowedMethods": ["POST"], "AllowedOrigins": ["https://app.example"], "MaxAgeSeconds": 60}]
        deployed = Deployed(functions, list(ROUTES), "api123", throttle, {BUCKET: cors})
        description = {
            "deployed": deployed.as_json(),
            "state": str(folder / "state"),
            "functions": str(self.functions),
            "aws": aws,
            "url": self.url,
            "site": str(folder / "site"),
            "warm": [],
            "queues": [],
            "schedules": [],
        }
        write_private(folder / "server.json", description)
        fds = [each.fileno() for each in self.sockets]
        command = [sys.executable, "-m", "infra.local.server", str(folder / "server.json"), *map(str, fds)]
        path = os.pathsep.join([str(ROOT), str(ROOT / "shared")])
        environment = {**os.environ, "PYTHONPATH": path}
        return ChildProcess(command, folder / "server.log", environment, cwd=ROOT, inherited=tuple(fds))

    def healthy(self) -> bool:
        return self.http.get("/favicon.svg").status_code == 200

    def raw(self, path: str, host: str) -> httpx.Response:
        return self.http.get(path, headers={"host": host})
