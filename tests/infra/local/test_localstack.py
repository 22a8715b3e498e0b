"""LocalStack: services that it cannot deploy are left out, and missing requirements are reported before the start."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from infra.local import __main__ as launcher
from infra.local.emulators.clients import client
from infra.local.emulators.localstack import server
from infra.local.emulators.localstack.__main__ import mails, settings
from infra.local.emulators.localstack.docker import ENDPOINT, DockerLocalStack
from infra.local.platform import LocalPlatform
from infra.local.servers.process import LOOPBACK, LocalCloudError
from infra.local.state import Given
from infra.routes import WORKERS
from infra.stages import UnknownStageError, stage_named
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.infra.conftest import Synthesized, synthesize


def command(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with a Docker that answers, and with a `localstack` command that records its calls."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command(folder, "docker", "exit 0")
    command(folder, "localstack", f'{KNOWS_A_TOKEN} echo "$@" >> {tmp_path}/asked')
    return folder


KNOWS_A_TOKEN = '[ "$1" = auth ] && { echo "deprecated" >&2; echo a-token; exit 0; };'
"""The error names both ways to give the token: the variable and `localstack auth set-token`."""


def localstack(path: Path) -> DockerLocalStack:
    return DockerLocalStack({"PATH": str(path)})


def test_it_is_started_waited_for_and_stopped(path: Path) -> None:
    it = localstack(path)
    assert it.start() == ENDPOINT
    it.stop()
    it.stop()
    asked = (path.parent / "asked").read_text().splitlines()
    assert asked == ["start --detached", "wait --timeout 180", "stop"]


def test_a_localstack_that_ran_before_keeps_running(path: Path) -> None:
    fails = f'echo "$@" >> {path.parent}/asked; echo already running; exit 1'
    command(path, "localstack", f"{KNOWS_A_TOKEN} {fails}")
    it = localstack(path)
    with pytest.raises(LocalCloudError, match="already running"):
        it.start()
    it.stop()
    assert (path.parent / "asked").read_text() == "start --detached\n"


def test_without_a_token_it_says_so(path: Path) -> None:
    command(path, "localstack", 'echo "Token not configured" >&2')
    with pytest.raises(LocalCloudError, match=r"auth set-token.*LOCALSTACK_AUTH_TOKEN"):
        localstack(path).start()


def test_data_in_the_container_is_reported_as_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert "in LocalStack are deleted" in launcher.what_stays("localstack")
    assert launcher.what_stays("ministack").startswith("The data stays")
    monkeypatch.setenv("AWS_ENDPOINT_URL", ENDPOINT)
    assert launcher.what_stays("localstack").startswith("The data stays"), "it goes on without us"


def test_the_platform_ends_when_its_aws_ends(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as listening:
        url = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        platform = LocalPlatform(tmp_path, given=Given(aws_endpoint_url=url))
        assert platform.broken() is None
    error = platform.broken()
    assert error is not None
    assert f"{url} ended" in str(error)


SENT = {
    "messages": [
        {
            "Id": f"mail-{to}",
            "Region": "sa-east-1",
            "Destination": {"ToAddresses": [f"{to}@example.com"]},
            "Source": "Recoloca.ai <no-reply@recoloca.ai>",
            "Subject": "Olá",
            "Body": {"text_part": "texto", "html_part": html},
            "Timestamp": "2026-11-25T18:57:00",
        }
        for to, html in (("first", "<p>texto</p>"), ("second", None))
    ]
}
"""The answer of LocalStack 2026.3.0 at `/_aws/ses`."""


@pytest.fixture
def ses() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/_aws/ses"
            body = json.dumps(SENT if found else {}).encode()
            self.send_response(200 if found else 404)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
            """Log nothing."""

    answering = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    Thread(target=answering.serve_forever, daemon=True).start()
    yield f"http://{LOOPBACK}:{answering.server_port}"
    answering.shutdown()
    answering.server_close()


def test_the_mailbox_shows_the_mails_of_localstack(ses: str) -> None:
    newest, oldest = asyncio.run(mails(ses))
    assert (newest["to"], newest["html"]) == (["second@example.com"], None)
    assert oldest == {
        "id": "mail-first",
        "at": "2026-11-25T18:57:00",
        "from": "Recoloca.ai <no-reply@recoloca.ai>",
        "to": ["first@example.com"],
        "subject": "Olá",
        "text": "texto",
        "html": "<p>texto</p>",
    }


def test_without_docker_it_says_so(path: Path) -> None:
    (path / "docker").unlink()
    with pytest.raises(LocalCloudError, match="no `docker` on the PATH"):
        localstack(path).start()


def test_a_docker_that_does_not_answer_has_its_own_message(path: Path) -> None:
    command(path, "docker", "exit 1")
    with pytest.raises(LocalCloudError, match="does not answer"):
        localstack(path).start()


def test_without_the_extra_it_says_how_to_install_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path / "localstack").unlink()
    monkeypatch.setattr(sys, "executable", str(path / "python"))
    with pytest.raises(LocalCloudError, match=r"uv pip install -e '\.\[localstack\]'"):
        localstack(path).start()


def test_without_python_3_13_the_core_says_how_to_get_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(path, "uv", "exit 1")
    monkeypatch.setattr(server, "UV", path / "uv")
    monkeypatch.setattr(server, "TARGET", tmp_path / "localstack")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(LocalCloudError, match=r"uv python install 3\.13"):
        server.install()


def test_the_emulator_is_chosen_by_its_name() -> None:
    assert Given.by({}).emulator == "ministack"
    assert Given.by({"EMULATOR": "localstack"}).emulator == "localstack"
    with pytest.raises(UnknownStageError, match="ministack or localstack"):
        stage_named("local", {"emulator": "moto"})


def test_only_the_mail_identity_is_left_out(tmp_path: Path, local: Synthesized) -> None:
    there = synthesize("local", tmp_path, {"emulator": "localstack"}).templates["storage"]["Resources"]
    missing = {
        name: resource["Type"]
        for name, resource in local.templates["storage"]["Resources"].items()
        if name not in there
    }
    assert list(missing.values()) == ["AWS::SES::EmailIdentity"]


def test_the_worker_calls_aws_at_the_address_of_localstack(emulator_url: str) -> None:
    for row in WORKERS:
        client("sqs", emulator_url).create_queue(QueueName=f"recoloca-local-{row.queue}")
    deps = Dependencies(Settings(settings(emulator_url, "", "")))
    assert deps.queues.answers("analysis", within=5)
