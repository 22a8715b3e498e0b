"""Where this machine keeps its Chromium."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str:
    """Raises RuntimeError, with what to do, when there is none."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("The tuning set needs Chromium: install it, or name it in CHROMIUM.")
    return found
