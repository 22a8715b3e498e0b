"""ministack, the local AWS that `make up` starts."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.emulators.clients import client
from infra.local.runner.function import ACCOUNT, REGION
from infra.local.servers.process import LOOPBACK, ChildProcess, LocalCloudError, free_port, wait_until
from infra.paths import ROOT

PYTHON: Final = ROOT / ".tools/ministack/bin/python"


class Emulator:
    """ministack with its state in `folder`. It sends the messages of queues to the functions in `runner`.

    The port is stored with the state, because the addresses of queues contain it.
    """

    def __init__(self, folder: Path, *, log: Path, runner: str, functions: Iterable[str]) -> None:
        self.folder = folder
        self.port = self._port(folder / "port")
        self.url = f"http://{LOOPBACK}:{self.port}"
        handed_over = {f"MINISTACK_LAMBDA_PROXY_{name}": f"{runner}/events/{name}" for name in functions}
        self.child = ChildProcess(
            [PYTHON, "-m", "ministack"],
            log=log,
            cwd=folder,
            grace=20,
            environment={
                "PATH": os.environ.get("PATH", os.defpath),
                "TMPDIR": str(folder),
                "BIND_HOST": LOOPBACK,
                "MINISTACK_HOST": LOOPBACK,
                "GATEWAY_PORT": str(self.port),
                "MINISTACK_REGION": REGION,
                "MINISTACK_ACCOUNT_ID": ACCOUNT,
                "PERSIST_STATE": "1",
                "STATE_DIR": str(folder / "state"),
                "S3_PERSIST": "1",
                "S3_DATA_DIR": str(folder / "s3"),
                "IOT_MTLS_ENABLED": "0",
                "SFTP_ENABLED": "0",
                **handed_over,
            },
        )

    @staticmethod
    def _port(kept: Path) -> int:
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            kept.write_text(str(free_port()))
        port = int(kept.read_text())
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError:
            raise LocalCloudError(
                f"Another program uses port {port}, which the local AWS needs to find its data again: "
                "stop that program, or delete the data with `make reset`."
            ) from None
        return port

    def start(self) -> None:
        self.child.start()
        if not wait_until(self.answers, 30, failed=lambda: not self.child.running):
            raise self.child.failure("The local AWS (ministack) did not start")

    def answers(self) -> bool:
        try:
            client("sts", self.url).get_caller_identity()
        except (BotoCoreError, ClientError):
            return False
        return True

    def stop(self) -> None:
        self.child.stop()
