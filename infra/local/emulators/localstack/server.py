"""`localstack-core` in a virtual environment of its own, which the first use creates."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Final

import httpx

from infra.local.runner.function import REGION
from infra.local.servers.process import LOOPBACK, ChildProcess, LocalCloudError, free_port, wait_until
from infra.paths import ROOT

TARGET: Final = ROOT / ".tools/localstack"
LOCK: Final = ROOT / "infra/local/emulators/localstack/requirements.txt"
UV: Final = ROOT / ".venv/bin/uv"
PYTHON: Final = ">=3.13,<3.14"
SERVICES: Final = "s3,sqs,ses,secretsmanager,cloudformation,sts,iam,ssm"


def install() -> Path:
    """The path of the environment's Python. Installs the packages when the lock file has changed since the last time.

    Raises:
        LocalCloudError: there is no Python that LocalStack supports, or the package index cannot be reached.
    """
    stamp, wanted = TARGET / ".done", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    python = TARGET / "bin/python"
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    _uv("venv", "--clear", "--python", _interpreter(), str(TARGET))
    _uv("pip", "sync", "--python", str(python), "--require-hashes", "--compile-bytecode", str(LOCK))
    stamp.write_text(wanted)
    return python


def _interpreter() -> str:
    """A Python 3.13, the version that the packages are locked for: one that uv finds, or one of pyenv."""
    found = subprocess.run(
        [UV, "python", "find", "--no-python-downloads", "--system", PYTHON],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode == 0:
        return found.stdout.strip()
    candidates = sorted((Path.home() / ".pyenv/versions").glob("3.13.*/bin/python"))
    if not candidates:
        raise LocalCloudError(
            "LocalStack needs Python 3.13, which is not on this machine: `.venv/bin/uv python install 3.13`."
        )
    return str(candidates[-1])


def _uv(*arguments: str) -> None:
    done = subprocess.run([UV, "--quiet", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalCloudError(f"`uv {arguments[0]}` failed: {done.stderr.strip()[-600:]}")


class LocalStack:
    """A LocalStack that listens on a free port and keeps its files in `folder`."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://{LOOPBACK}:{port}"
        self.child = ChildProcess(
            [install(), "-m", "localstack.runtime.main"],
            log=folder / "localstack.log",
            cwd=folder,
            environment={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(folder),
                "FILESYSTEM_ROOT": str(folder / "files"),
                "OVERRIDE_IN_DOCKER": "0",
                "SERVICES": SERVICES,
                "GATEWAY_LISTEN": f"{LOOPBACK}:{port}",
                "DEFAULT_REGION": REGION,
                "USE_SSL": "0",
                "DNS_ADDRESS": "0",
                "DISABLE_EVENTS": "1",
                "SKIP_SSL_CERT_DOWNLOAD": "1",
            },
        )

    def start(self) -> None:
        self.child.start()
        if not wait_until(self.answers, 90, failed=lambda: not self.child.running, interval=0.2):
            raise self.child.failure("LocalStack did not start")

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/_localstack/health", timeout=2, trust_env=False).is_success
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        self.child.stop()
