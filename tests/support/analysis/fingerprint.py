"""Notices that the engine reads or scores differently while its version stays: `make fingerprint` renews the record.

Results of one version must be comparable, because history, trend and comparison rely on it. The record
(`fingerprint.json`) has a hash of the result of each sample document, without wordings, and the version that made it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.version import VERSION, number
from tests.evaluation.wild import wild

RECORD: Final = Path(__file__).with_suffix(".json")
EVERY: Final = 2
"""One of so many documents of the wild set is in the sample. All of them would take twice as long."""
WORDINGS: Final = frozenset({"message", "example", "label"})
"""What an analysis says to its owner. Better wordings need no new version."""
COMMAND: Final = "make fingerprint"


@dataclass(frozen=True, slots=True)
class Print:
    """Hashes of a document's bytes and of its result."""

    document: str
    result: str


@dataclass(frozen=True, slots=True)
class Record:
    version: str
    results: dict[str, Print]


class UnraisedVersionError(Exception):
    """Results differ from the record, and the version is not higher than the record's."""


def sample() -> dict[str, bytes]:
    """The documents by name."""
    return {one.name: one.document.read_bytes() for one in wild()[::EVERY]}


def measure(documents: Mapping[str, bytes]) -> dict[str, Print]:
    return {name: Print(_hash(data), _hash(_facts_of(data))) for name, data in documents.items()}


def _facts_of(data: bytes) -> bytes:
    result: Any = {**analyze(data), "engine": None}
    return json.dumps(_without_wordings(result), sort_keys=True).encode()


def _without_wordings(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_wordings(inner) for key, inner in value.items() if key not in WORDINGS}
    return [_without_wordings(inner) for inner in value] if isinstance(value, list) else value


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def recorded(path: Path = RECORD) -> Record:
    found = json.loads(path.read_text("utf-8"))
    return Record(found["version"], {name: Print(**each) for name, each in found["results"].items()})


def changed(record: Record, now: Mapping[str, Print]) -> list[str]:
    """The names of unchanged documents whose results are not those of the record."""
    return [
        name
        for name, was in record.results.items()
        if name in now and now[name].document == was.document and now[name].result != was.result
    ]


def fault(record: Record, now: Mapping[str, Print], version: str = VERSION) -> str | None:
    """What a contributor must do, in one or two sentences; None when the record holds."""
    differ = changed(record, now)
    if differ and number(version) <= number(record.version):
        return (
            f"What the engine reads or scores has changed in {', '.join(differ)}, and its version is still {version}. "
            f"Raise VERSION in shared/recoloca/engine/analysis/version.py, then run `{COMMAND}`."
        )
    if record != Record(version, dict(now)):
        return f"The record of the engine's results is of version {record.version}. Run `{COMMAND}`."
    return None


def renew(
    path: Path = RECORD,
    version: str = VERSION,
    measured: Callable[[Mapping[str, bytes]], dict[str, Print]] = measure,
) -> None:
    """Write the record anew.

    Raises:
        UnraisedVersionError: results have changed, and the version has not risen.
    """
    now = measured(sample())
    if path.exists():
        record = recorded(path)
        if changed(record, now) and number(version) <= number(record.version):
            raise UnraisedVersionError(fault(record, now, version))
    text = json.dumps({"version": version, "results": {n: asdict(p) for n, p in now.items()}}, indent=1)
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    try:
        renew()
    except UnraisedVersionError as error:
        sys.exit(str(error))
