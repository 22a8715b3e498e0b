"""`python -m infra.local up` as a user runs it: its output, and what is left after its end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from infra.local import state
from infra.local.servers.process import LOOPBACK, LocalCloudError, free_port, wait_until
from infra.local.state import SigningKeys, check_disk
from infra.paths import ROOT

PATIENCE = 180
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"DATABASE_URL", "REDIS_URL", "AWS_ENDPOINT_URL"}
}


class Launcher:
    """`up` with its state in `folder`. `said` is its output so far."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.output = folder.parent / f"{folder.name}.out"
        command = [sys.executable, "-m", "infra.local", "up", "--port", str(port), "--state", str(folder)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=output,
                stderr=output,
                env={
                    **ENVIRONMENT,
                    **environment,
                    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "shared")]),
                },
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, text: str) -> None:
        ended = self.process.poll
        reached = wait_until(
            lambda: text in self.said, PATIENCE, failed=lambda: ended() is not None, interval=0.1
        )
        assert reached or text in self.said, self.said

    def servers(self) -> list[psutil.Process]:
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [process for process in family if is_server(process)]

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(60)


@pytest.fixture
def folder(state_folder: Path) -> Iterator[Path]:
    place = state_folder / "launcher"
    yield place
    shutil.rmtree(place, ignore_errors=True)


def is_server(process: psutil.Process) -> bool:
    try:
        words = " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # the process has ended by itself
        return False
    return any(
        name in words for name in ("bin/postgres", "redis-server", "ministack", "infra.local.fake_stripe")
    )


def gone(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, timeout=20)[1]


def test_the_servers_of_a_start_that_is_interrupted_are_stopped(folder: Path) -> None:
    launcher = Launcher(folder, free_port())
    launcher.wait_for("Local stage")
    everything = psutil.Process(launcher.process.pid).children(recursive=True)
    assert len(launcher.servers()) >= 4
    assert launcher.end(signal.SIGINT) == 0
    assert gone(everything)
    assert "Traceback" not in launcher.said
    assert list((folder / "tmp").iterdir()) == []


def test_the_servers_of_a_launcher_that_is_killed_end_with_it(folder: Path) -> None:
    launcher = Launcher(folder, free_port())
    launcher.wait_for("Database schema")
    servers = launcher.servers()
    assert len(servers) >= 4
    launcher.end(signal.SIGKILL)
    assert gone(servers)


def test_a_port_in_use_is_reported_before_any_start(folder: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        launcher = Launcher(folder, port)
        assert launcher.process.wait(60) == 1
    assert f"Port {port} cannot be used (Address already in use)" in launcher.said
    assert "make up PORT=" in launcher.said
    assert "PostgreSQL" not in launcher.said


def test_a_port_that_does_not_exist_is_refused_in_one_sentence(folder: Path) -> None:
    launcher = Launcher(folder, 99_999)
    assert launcher.process.wait(60) == 1
    assert "There is no port 99999: choose one from 1 to 65535" in launcher.said
    assert "Traceback" not in launcher.said


def test_local_requests_ignore_the_proxies_of_the_environment(folder: Path) -> None:
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy"), "http://127.0.0.1:9")
    launcher = Launcher(folder, free_port(), **proxies, ALL_PROXY="socks5://127.0.0.1:9")
    launcher.wait_for("Recoloca.ai runs")
    assert launcher.end(signal.SIGINT) == 0


def test_a_full_disk_is_reported_with_a_solution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "NEEDED_BYTES", 1 << 60)
    with pytest.raises(LocalCloudError, match=r"Only \d+ MB of disk are free .* Free some"):
        check_disk(tmp_path)


def test_one_state_serves_one_platform(tmp_path: Path) -> None:
    held = state.Lock(tmp_path)
    with pytest.raises(LocalCloudError, match="already runs"):
        state.Lock(tmp_path)
    held.release()
    state.Lock(tmp_path).release()


def test_the_signing_keys_outlive_a_restart_and_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first = SigningKeys.kept(file)
    assert SigningKeys.kept(file) == first
    assert file.stat().st_mode & 0o777 == 0o600
