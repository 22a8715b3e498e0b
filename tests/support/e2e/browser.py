"""A real Chromium: the one that CHROME_PATH names, or the machine's own, or one that apt installs for root."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
SWITCHES: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without a sandbox, because Chromium cannot make one as root, and without connections to its maker."""


def chromium() -> str:
    """The path of Chromium.

    Raises:
        RuntimeError: there is none and none can be installed. The message says what to do.
    """
    found = os.environ.get("CHROME_PATH") or _on_path() or _installed()
    if found is None:
        raise RuntimeError("The browser tests need Chromium: install it, or name it in CHROME_PATH.")
    return found


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _installed() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "--quiet", *command], env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"apt-get could not install Chromium: {done.stderr.strip()[-500:]}")
    return _on_path()
