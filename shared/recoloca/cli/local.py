"""The local platform that runs in this checkout, as its launcher describes it in `.local/platform.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DESCRIPTION = Path(".local/platform.json")
VARIABLE = "RECOLOCA_LOCAL"
"""Names another description: that of a platform with its state elsewhere."""


class NotRunningError(Exception):
    """No local platform runs here."""


@dataclass(frozen=True, slots=True)
class LocalPlatform:
    """`runner` answers AWS's Lambda Invoke API; `environment` is what a process needs to use the same services."""

    url: str
    runner: str
    environment: Mapping[str, str]


def local_platform(folder: Path | None = None) -> LocalPlatform:
    """Find the description in the working directory or above it.

    Raises:
        NotRunningError: there is none, or the launcher that wrote it ended.
    """
    start = folder or Path.cwd()
    named = os.environ.get(VARIABLE)
    places = [Path(named)] if named else [each / DESCRIPTION for each in (start, *start.parents)]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NotRunningError("No local platform runs in this checkout: start it with `make up`.")
    described = json.loads(found.read_text())
    if not alive(described["pid"]):
        raise NotRunningError("The local platform was stopped abruptly: start it again with `make up`.")
    return LocalPlatform(described["url"], described["runner"], described["environment"])


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
