"""Notices changes of source files, with a few checks a second at most."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

INTERVAL: Final = 0.3


def files(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from files(Path(entry.path))
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size


class FolderWatch:
    """Remembers the state of a folder's files. `changed` tells whether the state differs from the last one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checked = time.monotonic()
        self.seen = self.fingerprint()

    def fingerprint(self) -> int:
        try:
            return hash(tuple(sorted(files(self.folder))))
        except FileNotFoundError:  # an editor replaced the file after it was listed
            return 0

    def changed(self) -> bool:
        now = time.monotonic()
        if now - self.checked < INTERVAL:
            return False
        self.checked = now
        before, self.seen = self.seen, self.fingerprint()
        return before != self.seen
