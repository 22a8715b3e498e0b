"""The Lambda runtime that assets are built for, and the interpreter that compiles them where it is at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from infra.paths import ROOT

BUILD: Final = ROOT / "build"
PYTHON: Final = "3.14"
PLATFORM: Final = "aarch64-manylinux_2_34"
"""Amazon Linux 2023's glibc on Graviton; the older `manylinux2014` would silently pick old releases."""

COLD_START_FACTOR: Final = 2.25
"""How much longer a cold start takes without `.pyc` files, as measured (docs/benchmarks.md)."""


class BuildError(Exception):
    """The build cannot go on; the message says what to do."""


@cache
def compiler() -> Path | None:
    """An interpreter of Lambda's own minor version, or None: another version's `.pyc` files would be ignored."""
    uv = ROOT / ".venv/bin/uv"
    found = subprocess.run(
        [str(uv) if uv.exists() else "uv", "python", "find", "--no-python-downloads", "--system", PYTHON],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    name = found.stdout.strip() if found.returncode == 0 else shutil.which(f"python{PYTHON}")
    return Path(name) if name else None


def compile_tree(folder: Path) -> bool:
    """Compile every module under `folder` in place; False when no suitable interpreter is at hand.

    `unchecked-hash` puts the source's hash in the file rather than its time: the same source gives the same
    bytes, and Lambda never looks at the source again.
    """
    interpreter = compiler()
    if interpreter is None:
        return False
    done = subprocess.run(
        [str(interpreter), "-m", "compileall", "-q", "-f", "-s", str(folder), "-p", "/",
         "--invalidation-mode", "unchecked-hash", str(folder)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    if done.returncode:
        raise BuildError(f"Compiling {folder.name} failed: {done.stdout.strip()} {done.stderr.strip()}")
    return True


def compile_notice() -> str | None:
    """What the operator should know when nothing can be compiled here."""
    if compiler() is not None:
        return None
    return (
        f"No Python {PYTHON} here, so the assets carry no .pyc files: cold starts take about "
        f"{COLD_START_FACTOR} times as long. `uv python install {PYTHON}` mends it."
    )


def clean_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def read_all(paths: Iterable[Path]) -> bytes:
    return b"\0".join(path.read_bytes() for path in paths)
