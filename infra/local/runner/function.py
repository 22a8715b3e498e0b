"""What the runner must know of a function, and the process environment that gives it."""

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
    """A deployed function: its configuration as the emulator gives it, code taken from the source tree.

    `timeout` is in seconds; `ceiling` is how many of its processes may live at once.
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
        """From `dataclasses.asdict` that went through JSON."""
        return cls(**{**described, "layers": tuple(described["layers"])})


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: `functions` and `shared` are source, `tools` what setup installed, `state` ours."""

    state: Path
    functions: Path = ROOT / "functions"
    shared: Path = ROOT / "shared"
    tools: Path = ROOT / ".tools"

    def log(self, slug: str) -> Path:
        return self.state / "logs" / f"{slug}.log"

    def scratch(self) -> Path:
        """Where each process has its `/tmp`."""
        return self.state / "tmp"

    def import_path(self, function: Function) -> list[Path]:
        layers = [self.tools / "layers" / layer for layer in function.layers]
        return [self.functions / function.slug, self.shared, *layers, self.tools / "runtime"]


def process_environment(
    function: Function, places: Places, runtime_api: str, scratch: Path
) -> dict[str, str]:
    """A Lambda environment's variables: AWS's own and the function's, none of this shell's."""
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
    """The base interpreter without its site-packages: what no layer brings cannot be imported, as in AWS."""
    return [str(getattr(sys, "_base_executable", sys.executable)), "-S", "-m", "awslambdaric"]
