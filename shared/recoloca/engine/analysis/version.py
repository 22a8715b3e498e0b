"""The name and version of the engine. The module imports nothing, so that a page can compare versions quickly."""

from __future__ import annotations

from typing import Final

NAME: Final = "recoloca"
VERSION: Final = "1.2.0"
"""Three numbers. It rises with every change of what is read or scored."""


def number(version: str) -> int:
    """A version as one integer that orders like the version: `1.2.3` is 1002003.

    Raises:
        ValueError: the text is not three numbers below 1000.
    """
    major, minor, patch = (int(part) for part in version.split("."))
    if not all(0 <= part < 1000 for part in (major, minor, patch)):
        raise ValueError(version)
    return (major * 1000 + minor) * 1000 + patch


CURRENT: Final = number(VERSION)
