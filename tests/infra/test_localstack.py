"""LocalStack: what it is not able to deploy is left out, and what it needs is said before anything starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infra.local.localstack import server
from infra.local.localstack.docker import ENDPOINT, DockerLocalStack
from infra.local.process import LocalCloudError
from infra.local.state import Given
from infra.stages import UnknownStageError, stage_named
from tests.infra.conftest import Synthesized, synthesize


def command(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with a Docker that answers and LocalStack's command, which notes what it is asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    command(folder, "docker", "exit 0")
    command(folder, "localstack", f'echo "$@" >> {tmp_path}/asked')
    return folder


def localstack(path: Path, **environment: str) -> DockerLocalStack:
    return DockerLocalStack({"PATH": str(path), "LOCALSTACK_AUTH_TOKEN": "a-token", **environment})


def test_it_is_started_waited_for_and_stopped(path: Path) -> None:
    it = localstack(path)
    assert it.start() == ENDPOINT
    it.stop()
    it.stop()
    asked = (path.parent / "asked").read_text().splitlines()
    assert asked == ["start --detached", "wait --timeout 180", "stop"]


def test_one_that_was_not_started_here_is_left_alone(path: Path) -> None:
    command(path, "localstack", f'echo "$@" >> {path.parent}/asked; echo already running; exit 1')
    it = localstack(path)
    with pytest.raises(LocalCloudError, match="already running"):
        it.start()
    it.stop()
    assert (path.parent / "asked").read_text() == "start --detached\n"


def test_without_a_token_it_says_so(path: Path) -> None:
    with pytest.raises(LocalCloudError, match="LOCALSTACK_AUTH_TOKEN"):
        localstack(path, LOCALSTACK_AUTH_TOKEN="").start()


def test_without_docker_it_says_so(path: Path) -> None:
    (path / "docker").unlink()
    with pytest.raises(LocalCloudError, match="no `docker` on the PATH"):
        localstack(path).start()


def test_a_docker_that_does_not_answer_is_told_apart(path: Path) -> None:
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
