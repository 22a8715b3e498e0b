"""The Lambda runtime that assets are built for, and the interpreter that compiles them if this machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from infra.paths import ROOT

BUILD: Final = ROOT / "build"
PYTHON: Final = "3.13"
"""The newest runtime of Lambda on which the whole test suite has passed (docs/adr/0212)."""
PLATFORM: Final = "aarch64-manylinux_2_34"
"""Amazon Linux 2023's glibc on Graviton; with `manylinux2014`, pip would silently take old releases."""

COLD_START_FACTOR: Final = 2.25
"""How much longer a cold start takes without `.pyc` files, as measured (docs/benchmarks.md)."""


class BuildError(Exception):
    """The build cannot continue. The message says what to do."""


@cache
def compiler() -> Path | None:
    """An interpreter of Lambda's own minor version, or None: Lambda ignores the `.pyc` files of another version."""
    return next((found for found in _interpreters() if _version(found) == PYTHON), None)


def _interpreters() -> Iterator[Path]:
    """Possible places of such an interpreter: uv's and the system's own, the PATH, and pyenv's versions.

    A shim of pyenv on the PATH fails unless its version is selected, so each place is only a candidate.
    """
    uv = ROOT / ".venv/bin/uv"
    command = [
        str(uv) if uv.exists() else "uv",
        "python",
        "find",
        "--no-python-downloads",
        "--system",
        PYTHON,
    ]
    if shutil.which(command[0]):
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        if found.returncode == 0:
            yield Path(found.stdout.strip())
    if name := shutil.which(f"python{PYTHON}"):
        yield Path(name)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{PYTHON}.*/bin/python"))


def _version(interpreter: Path) -> str | None:
    """`3.13` as the interpreter itself reports it; None if the interpreter does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(interpreter), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def compile_tree(folder: Path) -> bool:
    """Compile every module under `folder` in place. Returns False if no suitable interpreter exists.

    `unchecked-hash` writes the hash of the source instead of its time. The same source then gives the same bytes, and
    Lambda does not compare them with the source.
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
    """A warning for the operator if this machine cannot compile the assets, else None."""
    if compiler() is not None:
        return None
    return (
        f"No Python {PYTHON} here, so the assets carry no .pyc files: cold starts take about "
        f"{COLD_START_FACTOR} times as long. Run `uv python install {PYTHON}` to add them."
    )


def clean_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def read_all(paths: Iterable[Path]) -> bytes:
    return b"\0".join(path.read_bytes() for path in paths)
