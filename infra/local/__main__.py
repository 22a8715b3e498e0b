"""Start the local platform until Ctrl-C (`python -m infra.local up`), or delete its data (`reset`)."""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from infra.assets.target import BuildError
from infra.local.demo import content
from infra.local.emulators.localstack.docker import DockerLocalStack
from infra.local.platform import WARM, LocalPlatform
from infra.local.servers.process import LocalCloudError
from infra.local.state import Given, Lock
from infra.paths import ROOT
from infra.stages import EMULATORS
from recoloca.cli import demo

STATE: Final = ROOT / ".local"
STOPS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequestedError(BaseException):
    """A signal asked the platform to stop. It is no `Exception`, so that `except Exception` does not catch it."""


def stop(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    for each in STOPS:
        signal.signal(each, signal.SIG_IGN)  # a second Ctrl-C must not interrupt the stopping
    raise StopRequestedError


@contextmanager
def step(name: str) -> Iterator[None]:
    print(f"  {name:<44}", end="", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s", flush=True)


def up(state: Path, port: int, emulator: str) -> None:
    began = time.monotonic()
    for each in STOPS:
        signal.signal(each, stop)
    running = ExitStack()
    try:
        given = Given.by({**os.environ, **emulator_environment(emulator, running)})
        platform = LocalPlatform(state, port=port, given=given, warm=WARM, step=step)
        running.callback(platform.stop)
        platform.start()
        if platform.demo_is_empty:
            with step("Demo CV, match and conversation"):
                content.fill(platform.url)
        welcome(platform, time.monotonic() - began)
        while (broken := platform.broken()) is None:
            time.sleep(1)
        raise broken
    except StopRequestedError:
        print("\n  Stopping …", end="", flush=True)
    finally:
        running.close()
    print(f" stopped. {what_stays(emulator)}")


def emulator_environment(name: str, running: ExitStack) -> dict[str, str]:
    """The variables that name the emulator.

    Starts LocalStack, unless `AWS_ENDPOINT_URL` names one that runs already.
    """
    if not is_started_here(name):
        return {"EMULATOR": name}
    localstack = DockerLocalStack(os.environ)
    with step("LocalStack (Docker)"):
        running.callback(localstack.stop)
        return {"EMULATOR": name, "AWS_ENDPOINT_URL": localstack.start()}


def is_started_here(emulator: str) -> bool:
    """Whether this launcher starts LocalStack's container."""
    return emulator == "localstack" and not os.environ.get("AWS_ENDPOINT_URL")


def what_stays(emulator: str) -> str:
    if is_started_here(emulator):
        return "The files, messages and mails in LocalStack are deleted; the database stays (`make reset`)."
    return "The data stays; `make reset` deletes it."


def welcome(platform: LocalPlatform, seconds: float) -> None:
    api_host = platform.url.replace("://", "://api.")
    lines = {
        "App": platform.url,
        "Demo login": f"{demo.EMAIL}  {demo.PASSWORD}",
        "API": f"{platform.url}/api  or  {api_host}",
        **platform.pages,
        "Logs": f"{relative(platform.logs)}/  (each function has its own)",
    }
    print(f"\n  Recoloca.ai runs, after {seconds:.1f} s.\n")
    for name, value in lines.items():
        print(f"    {name:<14}{value}")
    print("\n  Ctrl-C stops it.", flush=True)


def relative(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def reset(state: Path) -> None:
    if not state.exists():
        print("  There is no local data.")
        return
    lock = Lock(state)
    try:
        shutil.rmtree(state)
    finally:
        lock.release()
    print("  The local data is deleted: `make up` starts with an empty platform.")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("command", choices=["up", "reset"])
    parser.add_argument("--port", type=int, default=8080, help="the port of the app (8080)")
    parser.add_argument(
        "--emulator", choices=EMULATORS, default=EMULATORS[0], help="the AWS emulator (ministack)"
    )
    parser.add_argument("--state", type=Path, default=STATE, help="the folder of the data (.local)")
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    try:
        if arguments.command == "up":
            up(arguments.state, arguments.port, arguments.emulator)
        else:
            reset(arguments.state)
    except (LocalCloudError, BuildError) as error:
        print(f"\n\n✗ {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(
            f"\n\n✗ The disk is full ({error.filename}): free some space, then run `make up` again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
