"""The journal of `recoloca cv import`: one JSON line for each step, in a file beside the CVs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from recoloca.runtime.outside import read_json


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The state of one file at one account (`where`). The SHA-256 of its content identifies the file.

    `state` is `new`, `uploading`, `uploaded`, `completed`, `failed` (the platform refused the file, or its analysis
    failed) or `interrupted` (another error; the next run continues).
    """

    where: str
    sha256: str
    file: str
    state: str = "new"
    attempt: int = 1
    analysis_id: str | None = None
    score: int | None = None
    code: str | None = None
    message: str | None = None


class Journal:
    """Writes each step before the next one starts, so that a new run continues after a crash.

    One journal file can contain several accounts and stages. `entries` maps the SHA-256 of each content to its entry at
    `where`.
    """

    def __init__(self, file: Path, where: str) -> None:
        self._file = file
        self.where = where
        text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        self._cut_off = bool(text) and not text.endswith("\n")
        found = [entry for line in text.split("\n") if (entry := parsed(line)) and entry.where == where]
        self.entries = {entry.sha256: entry for entry in found}

    def entry(self, sha256: str, file: str) -> JournalEntry:
        """The entry of a content, or a new entry."""
        return self.entries.get(sha256) or JournalEntry(self.where, sha256, file)

    def write(self, entry: JournalEntry) -> JournalEntry:
        self.entries[entry.sha256] = entry
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self._file.open("a", encoding="utf-8") as out:
            out.write(f"\n{line}" if self._cut_off else line)
        self._cut_off = False
        return entry


def parsed(line: str) -> JournalEntry | None:
    """The entry in a line; None for a line that a crash cut off."""
    try:
        return JournalEntry(**read_json(line))
    except (ValueError, TypeError):
        return None
