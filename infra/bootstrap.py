"""Set up everything that a checkout needs. It uses only the standard library, because nothing is installed before it.

A step is skipped while its lock files are unchanged: their digest is kept beside what the step made. A second setup of
the same checkout waits for the first.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PACKAGE_STAMP = VENV / ".package"
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"
MINIMUM_FREE_BYTES = 3 * 1024**3
SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""The files of trusted authorities in Debian, Fedora, openSUSE and Alpine."""
CERTIFICATE_HINT = (
    "\nThe registry's certificate is not trusted. Name the file with your company's certificate authorities: "
    "`PIP_CERT=/path/to/authorities.pem make setup`."
)
COMMAND = """#!/bin/sh
'''exec' "$(dirname -- "$(realpath -- "$0")")/python" "$0" "$@"
' '''
import sys

from {module} import {name}

sys.exit({name}())
"""
"""Read by sh and by Python. It finds its interpreter beside it, because a `#!` line cannot name a path with spaces."""


class SetupError(Exception):
    """A step failed, and the user can fix the cause. The message says how."""


def bin_dir(environment: Path) -> Path:
    return environment / "bin"


def uv(*arguments: str) -> None:
    bundle = trusted_bundle(os.environ, pip_setting("global.cert"))
    run([str(bin_dir(VENV) / "uv"), "--quiet", *arguments], environment=uv_environment(os.environ, bundle))


def pip_setting(name: str) -> str | None:
    """A setting of pip's configuration files; None without one."""
    command = [str(bin_dir(VENV) / "pip"), "config", "get", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def trusted_bundle(environment: Mapping[str, str], configured: str | None) -> str | None:
    """The file of certificate authorities to trust: the one given to pip (`configured` in its files), or the system's.

    A company's own authority is in one of them, and not among those that pip and uv bring along.
    """
    given = environment.get("PIP_CERT") or environment.get("REQUESTS_CA_BUNDLE") or configured
    return given or next(filter(os.path.exists, SYSTEM_CERTIFICATES), None)


def uv_environment(environment: Mapping[str, str], bundle: str | None) -> dict[str, str]:
    """`environment` with the variables that make uv trust `bundle`. Variables that the caller has set stay."""
    trust = {"SSL_CERT_FILE": bundle, "UV_SYSTEM_CERTS": "1"} if bundle else {}
    return {**trust, **environment}


def run(command: Sequence[str], cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        hint = CERTIFICATE_HINT if "certificate" in tail.lower() else ""
        raise SetupError(f"`{Path(command[0]).name} {' '.join(command[1:4])} …` failed:\n{tail}{hint}")


def digest(inputs: Sequence[Path]) -> str:
    state = hashlib.sha256(f"{sys.version_info[:3]} {UV_VERSION}".encode())
    for path in inputs:
        state.update(path.read_bytes())
    return state.hexdigest()


def step(name: str, stamp: Path, inputs: Sequence[Path], work: Callable[[], None]) -> None:
    """Do `work` unless `stamp` says that it was done for the same `inputs`. Print the name and the seconds."""
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
    """Check Python, Node and the free disk.

    Raises:
        SetupError: one of them does not suffice. The message says what to do.
    """
    check_python()
    check_node()
    check_disk()


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs under whatever `python3` is
        raise SetupError(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Run `make PYTHON=python3.12 …`."
        )


def check_node() -> None:
    for tool, hint in (
        ("node", "Install Node.js 20 or newer"),
        ("npm", "Install npm (it comes with Node.js)"),
    ):
        if not shutil.which(tool):
            raise SetupError(f"`{tool}` is not on the PATH. {hint}, then run the command again.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < 20:
        raise SetupError(f"Node.js 20 or newer is needed; this is {version}.")


def check_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < MINIMUM_FREE_BYTES and not VENV.exists():
        raise SetupError(
            f"Setting up needs 3 GB of disk; {free / 1024**3:.1f} GB are free at {ROOT}. Free some, then try again."
        )


def make_venv() -> None:
    """Install without compiling. To compile 10,000 modules takes a minute, and a run imports few of them."""
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    bundle = trusted_bundle(os.environ, pip_setting("global.cert"))
    trust = ["--cert", bundle] if bundle else []
    run([str(bin_dir(VENV) / "pip"), "install", "--quiet", *trust, f"uv=={UV_VERSION}"])
    uv("pip", "sync", "--python", str(bin_dir(VENV) / "python"), "--require-hashes", "infra/requirements.txt")
    PACKAGE_STAMP.unlink(missing_ok=True)


def add_package() -> None:
    """Make `recoloca` and its commands available in the environment, from the sources of this checkout.

    The path is relative: an interpreter reads a `.pth` file in the encoding of its locale, and the folder of a
    checkout may have letters that this encoding lacks.
    """
    (site_packages,) = VENV.glob("lib/python*/site-packages")
    (site_packages / "recoloca.pth").write_text(os.path.relpath(ROOT / "shared", site_packages) + "\n")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for command, target in project["scripts"].items():
        module, _, name = target.partition(":")
        script = bin_dir(VENV) / command
        script.write_text(COMMAND.format(module=module, name=name))
        script.chmod(0o755)


def install_target(name: str, lock: Path) -> Callable[[], None]:
    """Install packages for this machine's Python into a folder, as a Lambda layer has them for Lambda's Python."""

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
    step("Python packages (.venv)", VENV / ".done", [locks["python"]], make_venv)
    step("Commands of this checkout", PACKAGE_STAMP, [Path(__file__), ROOT / "pyproject.toml"], add_package)
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


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """Wait while another setup has locked `file`. The kernel releases the lock when that process ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Another setup of this checkout is running; waiting until it is done.", flush=True)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def main() -> int:
    os.environ.pop("VIRTUAL_ENV", None)
    try:
        with one_at_a_time(TOOLS / ".lock"):
            set_up()
    except SetupError as error:
        print(f"\n\n✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
