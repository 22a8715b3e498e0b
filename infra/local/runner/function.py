"""The description of a function that the runner needs, and the environment variables of its process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from infra.paths import ROOT

ACCOUNT: Final = "000000000000"
REGION: Final = "sa-east-1"


@dataclass(frozen=True, slots=True)
class Function:
    """A deployed function, with its configuration from the emulator. Its code comes from the source tree.

    `timeout` is in seconds; `ceiling` is the largest number of its processes.
    """

    name: str
    slug: str
    handler: str = "handler.handler"
    timeout: int = 10
    memory: int = 512
    layers: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    ceiling: int = 4

    @property
    def arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}"

    @classmethod
    def read(cls, described: dict[str, Any]) -> Function:
        """Make a function from the JSON of its `dataclasses.asdict`."""
        return cls(**{**described, "layers": tuple(described["layers"])})


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that the runner uses.

    `functions` and `shared` have source code, `tools` what `make setup` installed, `state` the runner's own files.
    """

    state: Path
    functions: Path = ROOT / "functions"
    shared: Path = ROOT / "shared"
    tools: Path = ROOT / ".tools"

    def log(self, slug: str) -> Path:
        return self.state / "logs" / f"{slug}.log"

    def scratch(self) -> Path:
        """The folder that holds the `/tmp` of each process."""
        return self.state / "tmp"

    def import_path(self, function: Function) -> list[Path]:
        layers = [self.tools / "layers" / layer for layer in function.layers]
        return [self.functions / function.slug, self.shared, *layers, self.tools / "runtime"]


def process_environment(
    function: Function, places: Places, runtime_api: str, scratch: Path
) -> dict[str, str]:
    """The environment variables of the process: those of AWS and of the function, none of the calling shell."""
    path = os.pathsep.join(str(part) for part in places.import_path(function))
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "PYTHONPATH": path,
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "LAMBDA_TASK_ROOT": str(places.functions / function.slug),
        "_HANDLER": function.handler,
        **function.environment,
    }


def interpreter() -> list[str]:
    """The base interpreter without its site-packages: as in AWS, only the layers' packages can be imported."""
    return [str(getattr(sys, "_base_executable", sys.executable)), "-S", "-m", "awslambdaric"]
