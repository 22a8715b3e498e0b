"""Folders that are built from sources. The digest of the sources is their name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

KEPT: Final = 3
"""How many builds stay. A running platform or a test may still read an older build."""


def forget_old(folder: Path) -> None:
    """Remove the builds in `folder` that have not been used for the longest time."""
    builds = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    newest_first = sorted(builds, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
