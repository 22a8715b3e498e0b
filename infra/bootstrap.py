"""Set up everything a checkout needs; standard library only, because it runs before anything is installed.

Every step is skipped while the lock files it reads are unchanged (their digest is kept beside what it made).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"
MINIMUM_FREE_BYTES = 3 * 1024**3


class SetupError(Exception):
    """A step failed for a reason the user can mend; the message says how."""


def bin_dir(environment: Path) -> Path:
    return environment / "bin"


def uv(*arguments: str) -> None:
    run([str(bin_dir(VENV) / "uv"), "--quiet", *arguments])


def run(command: Sequence[str], cwd: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise SetupError(f"`{Path(command[0]).name} {' '.join(command[1:4])} …` failed:\n{tail}")


def digest(inputs: Sequence[Path]) -> str:
    state = hashlib.sha256(f"{sys.version_info[:3]} {UV_VERSION}".encode())
    for path in inputs:
        state.update(path.read_bytes())
    return state.hexdigest()


def step(name: str, stamp: Path, inputs: Sequence[Path], work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says it was done for these very `inputs`; print the name and the seconds."""
    wanted = digest(inputs)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print(f"  {name:<44}", end="", flush=True)
    began = time.monotonic()
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    print(f"{time.monotonic() - began:6.1f} s", flush=True)


def check_machine() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs under whatever `python3` is
        raise SetupError(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Run `make PYTHON=python3.12 …`."
        )
    for tool, hint in (
        ("node", "Install Node.js 20 or newer"),
        ("npm", "Install npm (it comes with Node.js)"),
    ):
        if not shutil.which(tool):
            raise SetupError(f"`{tool}` is not on the PATH. {hint}, then run the command again.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < 20:
        raise SetupError(f"Node.js 20 or newer is needed; this is {version}.")
    free = shutil.disk_usage(ROOT).free
    if free < MINIMUM_FREE_BYTES and not VENV.exists():
        raise SetupError(
            f"Setting up needs 3 GB of disk; {free / 1024**3:.1f} GB are free at {ROOT}. Free some, then try again."
        )


def make_venv() -> None:
    """Without compiling: that takes a minute for 10,000 modules, of which a run imports some."""
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    run([str(bin_dir(VENV) / "pip"), "install", "--quiet", f"uv=={UV_VERSION}"])
    uv(
        "pip",
        "sync",
        "--python",
        str(bin_dir(VENV) / "python"),
        "--require-hashes",
        "infra/requirements.txt",
    )
    uv(
        "pip",
        "install",
        "--python",
        str(bin_dir(VENV) / "python"),
        "--no-deps",
        "--no-build-isolation",
        "-e",
        ".",
    )


def install_target(name: str, lock: Path) -> Callable[[], None]:
    """A folder of packages for this machine's Python, as a Lambda layer holds them for Lambda's."""

    def work() -> None:
        target = TOOLS / name
        shutil.rmtree(target, ignore_errors=True)
        uv("pip", "install", "--python", str(bin_dir(VENV) / "python"), "--no-deps", "--require-hashes",
           "--compile-bytecode", "--target", str(target), "-r", str(lock))  # fmt: skip

    return work


def make_ministack() -> None:
    target = TOOLS / "ministack"
    uv("venv", "--clear", "--python", str(bin_dir(VENV) / "python"), str(target))
    uv("pip", "sync", "--python", str(bin_dir(target) / "python"), "--require-hashes", "--compile-bytecode",
       "infra/local/emulators/ministack/requirements.txt")  # fmt: skip


def npm_ci(folder: Path) -> Callable[[], None]:
    return lambda: run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)


def set_up() -> None:
    check_machine()
    locks = {
        "python": ROOT / "infra/requirements.txt",
        "ministack": ROOT / "infra/local/emulators/ministack/requirements.txt",
    }
    step("Python packages (.venv)", VENV / ".done", [locks["python"], ROOT / "pyproject.toml"], make_venv)
    step("ministack, the local AWS", TOOLS / ".ministack", [locks["ministack"]], make_ministack)
    for lock in sorted(ROOT.glob("layers/*/requirements.txt")):
        name = f"layers/{lock.parent.name}"
        step(f"Lambda layer {lock.parent.name}, for this machine", TOOLS / f".{lock.parent.name}", [lock],
             install_target(name, lock))  # fmt: skip
    runtime = ROOT / "infra/local/runner/requirements.txt"
    step("Lambda runtime interface client", TOOLS / ".runtime", [runtime], install_target("runtime", runtime))
    for folder in (ROOT / "infra", ROOT / "frontend"):
        lock = folder / "package-lock.json"
        if lock.exists():
            step(f"npm packages of {folder.name}/", folder / "node_modules/.done", [lock], npm_ci(folder))


def main() -> int:
    os.environ.pop("VIRTUAL_ENV", None)
    try:
        set_up()
    except SetupError as error:
        print(f"\n\n✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
