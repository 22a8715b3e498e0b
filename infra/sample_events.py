"""Sample events of every function: `events/<source>/<slug>.json`, or `<slug>.<case>.json` where one has several.

A string of a sample may contain `${name}` for a value that depends on the database (a token, an identifier). The value
is filled in when the sample is used.
"""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "events"


class MissingValueError(LookupError):
    """A sample needs values that were not given. `names` has their names."""

    def __init__(self, path: Path, names: list[str]) -> None:
        super().__init__(f"{path.name} needs {', '.join(names)}")
        self.names = names


def slug_of(path: Path) -> str:
    return path.name.partition(".")[0]


def samples(slug: str | None = None) -> list[Path]:
    """All samples, or one function's."""
    return [path for path in sorted(FOLDER.glob("*/*.json")) if slug in {None, slug_of(path)}]


def load(path: Path, values: Mapping[str, str]) -> dict[str, Any]:
    """A sample with its `${names}` filled from `values`.

    Raises:
        MissingValueError: `values` lacks a name of the sample.
    """
    template = string.Template(path.read_text())
    missing = sorted(set(template.get_identifiers()) - values.keys())
    if missing:
        raise MissingValueError(path, missing)
    escaped = {name: json.dumps(value)[1:-1] for name, value in values.items()}
    event: dict[str, Any] = json.loads(template.substitute(escaped))
    return event
