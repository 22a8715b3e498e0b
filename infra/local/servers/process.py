"""Child processes that end with their parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
PR_SET_PDEATHSIG = 1


class LocalCloudError(Exception):
    """A failure that the user can correct. The message is one sentence that says how."""


def free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as server:
        port: int = server.getsockname()[1]
        return port


def listens(url: str) -> bool:
    """Whether a server accepts connections at `url`. A server that does not answer in two seconds counts as present."""
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        socket.create_connection((address.hostname or LOOPBACK, port), timeout=2).close()
    except TimeoutError:
        return True
    except OSError:
        return False
    return True


def wait_until(
    ready: Callable[[], bool],
    seconds: float,
    failed: Callable[[], bool] = lambda: False,
    interval: float = 0.02,
) -> bool:
    """Poll `ready` every `interval` seconds; False when `seconds` are over, or when `failed` is true first."""
    deadline = time.monotonic() + seconds
    while not ready():
        if failed() or time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


def die_with_parent(stop: signal.Signals) -> Callable[[], None]:
    """A function for a new child to run before `exec`: the kernel sends the child `stop` when its parent dies.

    It works on Linux only. On another system the children of a killed launcher keep running.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def set_signal() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, int(stop))
            if os.getppid() != parent:  # the parent died between fork and this line
                os.kill(os.getpid(), signal.SIGKILL)

    return set_signal


@dataclass
class ChildProcess:
    """A server in a process group of its own, which logs to a file. A Ctrl-C reaches only the launcher.

    `stop_signal` ends the server in good order; it has `grace` seconds for that.
    """

    command: Sequence[str | Path]
    log: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path | None = None
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 10.0
    inherited: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                cwd=self.cwd,
                env=self.environment,
                user=self.user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=self.inherited,
                preexec_fn=die_with_parent(self.stop_signal),  # noqa: PLW1509 - started before any thread
            )

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def failure(self, what: str) -> LocalCloudError:
        """An error that says `what` happened and quotes the end of the log."""
        text = self.log.read_text(errors="replace") if self.log.is_file() else ""
        return LocalCloudError(f"{what}; its log {self.log} ends:\n" + "\n".join(text.splitlines()[-12:]))

    def stop(self) -> None:
        if self.process is None:
            return
        if self.running:
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.grace)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
