"""LocalStack in Docker, for developers who have a token: `make up EMULATOR=localstack`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from infra.local.servers.process import LOOPBACK, LocalCloudError

ENDPOINT: Final = f"http://{LOOPBACK}:4566"
START_SECONDS: Final = 180
INSTALL: Final = ".venv/bin/uv pip install -e '.[localstack]'"
WITHOUT: Final = "`make up` alone needs neither Docker nor a token."


class DockerLocalStack:
    """Starts and stops the container with LocalStack's own command line."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**environment, "DISABLE_EVENTS": "1"}
        self.running = False

    def start(self) -> str:
        """Start the container and return its endpoint when it answers.

        Raises:
            LocalCloudError: Docker, the token or the command line is missing, or LocalStack did not start.
        """
        command = self._command()
        self._check_docker()
        # The token comes from the variable or from LocalStack's own store. Only its presence matters here.
        if not self._run(command, "auth", "show-token", "--plain"):
            raise LocalCloudError(
                "LocalStack in Docker needs a token (app.localstack.cloud): set it with "
                f"`localstack auth set-token …` or in LOCALSTACK_AUTH_TOKEN. {WITHOUT}"
            )
        self._run(command, "start", "--detached")
        self.running = True
        self._run(command, "wait", "--timeout", str(START_SECONDS))
        return ENDPOINT

    def stop(self) -> None:
        """Stop the container if `start` started it. A container that ran before keeps running."""
        if self.running:
            self.running = False
            self._run(self._command(), "stop")

    def _check_docker(self) -> None:
        docker = shutil.which("docker", path=self._path)
        if docker is None:
            raise LocalCloudError(f"LocalStack needs Docker, and there is no `docker` on the PATH. {WITHOUT}")
        if subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
            raise LocalCloudError(
                f"Docker is installed but does not answer: start it and try again. {WITHOUT}"
            )

    def _command(self) -> str:
        """The path of `localstack`: on the PATH, or beside this interpreter."""
        beside = Path(sys.executable).parent
        found = shutil.which("localstack", path=os.pathsep.join([self._path, str(beside)]))
        if found is None:
            raise LocalCloudError(
                f"The `localstack` package is an extra that is not installed: `{INSTALL}`. {WITHOUT}"
            )
        return found

    @property
    def _path(self) -> str:
        return self.environment.get("PATH", os.defpath)

    def _run(self, command: str, *arguments: str) -> str:
        """Run the command and return its standard output, without the notices on standard error."""
        done = subprocess.run(
            [command, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines()[-8:]
            raise LocalCloudError(f"`localstack {arguments[0]}` failed:\n" + "\n".join(said))
        return done.stdout.strip()
