"""Ask the advisory databases about every locked dependency: `python -m infra.checks.audit` (`make audit`).

The exit code is 1 when a dependency has a known vulnerability, and 2 when a database did not answer for one of them.
Both tools alone would report "no known vulnerabilities" for a dependency that their database did not know.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from infra.bootstrap import ROOT, VENV, bin_dir

PIP_AUDIT: Final = "2.10.1"
SERIOUS: Final = {"high", "critical"}
"""The severities of npm that count. pip-audit's findings have none, so each of them counts."""
HINT: Final = (
    "This command needs the network: PyPI's and npm's advisories. Behind a proxy, set HTTPS_PROXY; with a company's "
    "certificate authority, set PIP_CERT."
)


@dataclass
class Verdict:
    """Sentences about one lock file: known vulnerabilities, and dependencies without an answer."""

    vulnerable: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def of_pip(output: str, error: str) -> Verdict:
    """pip-audit's JSON. Any other output means that it did not reach its database; `error` then says why."""
    found = _object(output)
    if "dependencies" not in found:
        return Verdict(unanswered=[_last_line(error)])
    verdict = Verdict()
    for one in found["dependencies"]:
        if "skip_reason" in one:
            verdict.unanswered.append(one["skip_reason"])
        verdict.vulnerable += [
            f"{one['name']} {one['version']}: {known['id']}" for known in one.get("vulns", ())
        ]
    return verdict


def of_npm(output: str, error: str) -> Verdict:
    """npm's JSON. Output without `vulnerabilities` means that the registry did not answer."""
    found = _object(output)
    if "vulnerabilities" not in found:
        return Verdict(unanswered=[found.get("message") or _last_line(error)])
    serious = {name: one for name, one in found["vulnerabilities"].items() if one["severity"] in SERIOUS}
    return Verdict(vulnerable=[f"{name} {one['range']}: {one['severity']}" for name, one in serious.items()])


def _object(output: str) -> dict[str, Any]:
    try:
        found = json.loads(output)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_line(error: str) -> str:
    return next((line.strip() for line in reversed(error.splitlines()) if line.strip()), "no answer")


def audit(lock: Path, environment: Mapping[str, str]) -> Verdict:
    """The verdict on one lock file of pip or npm."""
    if lock.name == "package-lock.json":
        done = _run(["npm", "audit", "--json", "--package-lock-only"], lock.parent, environment)
        return of_npm(done.stdout, done.stderr)
    tool = [str(bin_dir(VENV) / "uv"), "--quiet", "tool", "run", f"pip-audit=={PIP_AUDIT}"]
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    done = _run([*tool, *options, "--requirement", str(lock)], lock.parent, environment)
    return of_pip(done.stdout, done.stderr)


def _run(
    command: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def lock_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*requirements.txt", "*package-lock.json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines()]


def report(name: str, verdict: Verdict) -> None:
    known, silent = verdict.vulnerable, verdict.unanswered
    print(f"{'✗' if known else '?' if silent else '✓'} {name}")
    for sentence in known:
        print(f"    vulnerable: {sentence}")
    if silent:
        print(f"    no answer for {len(silent)}, first: {silent[0]}")


def main(locks: list[Path]) -> int:
    verdicts = []
    for lock in locks or lock_files():
        verdicts.append(audit(lock, os.environ))
        report(str(lock.relative_to(ROOT)), verdicts[-1])
    if any(verdict.unanswered for verdict in verdicts):
        print(f"An advisory database did not answer, so the audit is not complete. {HINT}", file=sys.stderr)
    if any(verdict.vulnerable for verdict in verdicts):
        return 1
    return 2 if any(verdict.unanswered for verdict in verdicts) else 0


if __name__ == "__main__":
    raise SystemExit(main([Path(name).resolve() for name in sys.argv[1:]]))
