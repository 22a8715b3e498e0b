"""Finds the local platform of this checkout. Its launcher writes the description `.local/platform.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DESCRIPTION = Path(".local/platform.json")
VARIABLE = "RECOLOCA_LOCAL"
"""The variable with the path of another description, for a platform whose state is in another folder."""


class NotRunningError(Exception):
    """No local platform runs here."""


@dataclass(frozen=True, slots=True)
class RunningPlatform:
    """A running local platform.

    `runner` is the URL of its Lambda Invoke API. `environment` has the variables that give access to its services.
    """

    url: str
    runner: str
    environment: Mapping[str, str]


def local_platform(folder: Path | None = None) -> RunningPlatform:
    """Read the description in the working directory or in a folder above it.

    Raises:
        NotRunningError: there is no description, or its launcher no longer runs.
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
    return RunningPlatform(described["url"], described["runner"], described["environment"])


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
