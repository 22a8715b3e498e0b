"""SnapStart: the hooks around a snapshot, and credentials that do not come from the environment."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from infra.local.runner.function import Function, Places
from infra.local.runner.pool import Runner

HANDLER = """
import gc, sys
from recoloca.runtime.dependencies import dependencies
from recoloca.adapters.aws_credentials import Credentials

before = dependencies()

def handler(event, context):
    credentials = Credentials.from_settings(dependencies().settings)
    return {
        "kept": dependencies() is before,
        "prepared": "redis" in sys.modules,
        "collects": gc.isenabled() and gc.get_freeze_count() > 0,
        "credentials": [credentials.access_key, credentials.secret_key, credentials.session_token],
    }
"""
TOKEN = "token-of-the-restored-environment"


class Endpoint(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path == "/credentials/role" and self.headers["Authorization"] == TOKEN
        body = {"AccessKeyId": "restored", "SecretAccessKey": "secret", "Token": "session"} if known else {}
        self.send_response(200 if known else 403)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Log nothing."""


@pytest.fixture
def credentials() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/credentials/role"
    server.shutdown()
    thread.join()
    server.server_close()


def answer(tmp_path: Path, environment: dict[str, str]) -> dict[str, Any]:
    """The response of the first invocation in a new environment."""
    places = Places(state=tmp_path / "state", functions=tmp_path / "functions")
    for needed in (places.state / "logs", places.scratch(), places.functions / "probe"):
        needed.mkdir(parents=True)
    (places.functions / "probe/handler.py").write_text(HANDLER)
    function = Function(
        "probe",
        "probe",
        handler="recoloca.runtime.entry.handler",
        layers=("core",),
        environment={"AWS_REGION": "sa-east-1", **environment},
    )

    async def invoke() -> bytes:
        runner = Runner([function], places)
        try:
            return (await runner.invoke("probe", b"{}")).payload
        finally:
            await runner.close()

    found: dict[str, Any] = json.loads(asyncio.run(invoke()))
    return found


def test_a_restored_environment_has_its_own_container_and_credentials(
    tmp_path: Path, credentials: str
) -> None:
    restored = {
        "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": credentials,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": TOKEN,
    }
    assert answer(tmp_path, restored) == {
        "kept": False,
        "prepared": True,
        "collects": True,
        "credentials": ["restored", "secret", "session"],
    }


def test_refused_credentials_are_reported(tmp_path: Path, credentials: str) -> None:
    refused = {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": credentials,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "another",
    }
    assert "answered 403" in answer(tmp_path, refused)["errorMessage"]


def test_an_environment_without_a_snapshot_imports_at_first_use(tmp_path: Path) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "given", "AWS_SECRET_ACCESS_KEY": "secret"}
    assert answer(tmp_path, keys) == {
        "kept": True,
        "prepared": False,
        "collects": True,
        "credentials": ["given", "secret", None],
    }
