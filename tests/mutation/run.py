"""Run the tests against faulty copies of the product: `make mutants ARGS="--files shared/recoloca/billing/quota.py"`.

Without `--files` it takes the files that differ from main. It works in a copy of the checkout, so that an edit or
another test run beside it sees no fault. A mutant that no test notices survived.

mutmut and cosmic-ray do not fit: mutmut does not change code outside functions, where our weights and
limits are, and both run one set of tests for all files, where ours need servers and take minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.mutation import report
from tests.mutation.mutants import lines_of, mutants
from tests.mutation.nearest import PACKAGE, nearest_tests

ROOT: Final = Path(__file__).resolve().parents[2]
COPY: Final = ROOT / "build/mutation"
LINKED: Final = (".venv", ".tools", "infra/node_modules")
EQUIVALENT: Final = Path(__file__).parent / "equivalent.toml"
PATIENCE: Final = 3
"""How many times as long as without a fault the tests may take; then they hang, and the fault is noticed."""


@dataclass(slots=True)
class Tally:
    """How many mutants of one file were noticed, and the others as text."""

    killed: int = 0
    equivalent: int = 0
    survived: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        judged = self.killed + len(self.survived)
        return f"{self.killed} of {judged} killed, {self.equivalent} equivalent"


def main() -> int:
    options = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    options.add_argument(
        "--files", nargs="+", help="source files or folders; default: those changed against main"
    )
    options.add_argument("--sample", type=int, default=12, help="mutants of each file at most; 0 for all")
    options.add_argument("--seed", type=int, default=0, help="another seed takes another sample")
    options.add_argument("--write", action="store_true", help="keep the scores in docs/reliability.md")
    given = options.parse_args()
    files = sources(given.files or changed())
    if not files:
        print("No file of the product differs from main.")
        return 0
    tallies: dict[str, Tally] = {}
    with copied() as copy:
        for path in files:
            tallies[path] = measure(copy, path, given.sample, given.seed)
            print(f"{path}: {tallies[path]}", flush=True)
    if given.write:
        report.write(
            {path: (tally.killed, len(tally.survived)) for path, tally in tallies.items()}, given.seed
        )
    return 1 if any(tally.survived for tally in tallies.values()) else 0


def changed() -> list[str]:
    """Files that differ from main, committed or not."""
    base = "origin/main" if _git("rev-parse", "-q", "--verify", "origin/main") else "main"
    return _git("diff", "--name-only", "--diff-filter=d", base).split()


def sources(names: Sequence[str]) -> list[str]:
    """The product's Python files among these files and folders."""
    found = [
        str(each.relative_to(ROOT))
        for name in names
        for each in ([ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*.py")))
    ]
    return [name for name in found if name.startswith(f"{PACKAGE}/") and name.endswith(".py")]


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the checkout's files, with links to what setting up has installed."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in _git("ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, COPY / name)
    for name in LINKED:
        (COPY / name).symlink_to(ROOT / name)
    try:
        yield COPY
    finally:
        shutil.rmtree(COPY)


def measure(copy: Path, path: str, most: int, seed: int) -> Tally:
    """Try a sample of one file's mutants.

    Raises:
        RuntimeError: its tests fail without any fault.
    """
    source, tests = (copy / path).read_bytes(), nearest_tests(path, copy)
    found = mutants(source)
    tried = found if not most or len(found) <= most else random.Random(f"{seed} {path}").sample(found, most)
    began = time.monotonic()
    if not passes(copy, tests, None):
        raise RuntimeError(f"{', '.join(tests)} fail without a fault")
    patience = 60 + PATIENCE * (time.monotonic() - began)
    tally, known = Tally(), equivalent(path)
    for number, mutant in enumerate(sorted(tried, key=lambda each: each.start)):
        told = " → ".join(lines_of(source, mutant))
        if told in known:
            tally.equivalent += 1
            continue
        write(copy / path, mutant.applied(source), number)
        if passes(copy, tests, patience):
            tally.survived.append(told)
            print(f"survived: {path}:{mutant.line}: {told}", flush=True)
        else:
            tally.killed += 1
    write(copy / path, source, len(tried))
    return tally


def write(path: Path, source: bytes, number: int) -> None:
    """Python keeps compiled code by a file's time and size: each version gets a time of its own."""
    path.write_bytes(source)
    os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))


def passes(copy: Path, tests: list[str], patience: float | None) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'shared'}{os.pathsep}{copy}"}
    process = subprocess.Popen(
        command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(patience) == 0
    except subprocess.TimeoutExpired:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return False


def equivalent(path: str) -> set[str]:
    """Mutants that behave like the original, as a person has checked; each has its reason."""
    known = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("fault", [])
    return {f"{each['line']} → {each['faulty']}" for each in known if each["file"] == path}


def _git(*arguments: str) -> str:
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout


if __name__ == "__main__":
    sys.exit(main())
