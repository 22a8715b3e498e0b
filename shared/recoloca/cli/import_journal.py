"""What `recoloca cv import` has done so far: one JSON line a step, beside the CVs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from recoloca.runtime.outside import read_json


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What became of one file, known by its content, at one account (`where`).

    `state` is `new`, `uploading`, `uploaded`, `completed`, `failed` (the platform refused it, or reported that its
    analysis failed) or `interrupted` (by anything else: the next run goes on).
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
    """A step is written before the next is taken: a run that died is taken up where it was.

    One file serves several accounts and stages; `entries` are those of `where`, by content.
    """

    def __init__(self, file: Path, where: str) -> None:
        self._file = file
        self.where = where
        text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        self._cut_off = bool(text) and not text.endswith("\n")
        found = [entry for line in text.split("\n") if (entry := parsed(line)) and entry.where == where]
        self.entries = {entry.sha256: entry for entry in found}

    def entry(self, sha256: str, file: str) -> JournalEntry:
        """The content's entry, or a new one."""
        return self.entries.get(sha256) or JournalEntry(self.where, sha256, file)

    def write(self, entry: JournalEntry) -> JournalEntry:
        self.entries[entry.sha256] = entry
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self._file.open("a", encoding="utf-8") as out:
            out.write(f"\n{line}" if self._cut_off else line)
        self._cut_off = False
        return entry


def parsed(line: str) -> JournalEntry | None:
    """None for a line that was cut off when a run died: a step that did not happen."""
    try:
        return JournalEntry(**read_json(line))
    except (ValueError, TypeError):
        return None
