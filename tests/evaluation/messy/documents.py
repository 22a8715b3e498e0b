"""Makes the messy set's documents under `build/evaluation/messy`, each with its truth beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.evaluation.archive import fixed_times
from tests.evaluation.documents import BUILD, DATES
from tests.evaluation.messy.draw import drawing
from tests.evaluation.messy.layouts import boards, boxes, latex, linkedin, notes, pages, turns, word
from tests.evaluation.messy.life import live
from tests.evaluation.messy.made import HABITS, Habit
from tests.evaluation.wild import Wild

HERE: Final = Path(__file__).parent
STYLES: Final = (linkedin, boxes, word, latex, boards, notes, pages, turns)
"""Importing a style registers its layouts."""
PEOPLE: Final = 3
"""For each layout."""


@dataclass(frozen=True)
class Messy:
    """One document of a layout."""

    habit: Habit
    document: Wild


def messy(habits: Iterable[Habit] = (), people: int = PEOPLE, folder: Path = BUILD / "messy") -> list[Messy]:
    """The documents of the layouts given, or of all of them; made anew only where a source has changed."""
    wanted = [
        (habit, f"{habit.name}-{number}", folder / f"{habit.name}-{number}.json")
        for habit in (tuple(habits) or HABITS)
        for number in range(people)
    ]
    stamp, fingerprint = folder / "fingerprint", _fingerprint()
    if not stamp.exists() or stamp.read_text("utf-8") != fingerprint:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        stamp.write_text(fingerprint, "utf-8")
    missing = [(habit, name, path) for habit, name, path in wanted if not path.exists()]
    if missing:
        _make(missing)
    return [Messy(habit, _opened(name, path)) for habit, name, path in wanted]


def _make(missing: Iterable[tuple[Habit, str, Path]]) -> None:
    with drawing() as draw:
        for habit, name, path in missing:
            number = int(name.rsplit("-", 1)[1])
            trade = habit.trades[number % len(habit.trades)]
            made = habit.write(live(habit.language, trade, name))
            suffix, data = draw(made)
            data = DATES.sub(b"D:20250601120000", data) if suffix == ".pdf" else data
            path.with_suffix(suffix).write_bytes(fixed_times(data) if suffix == ".docx" else data)
            path.write_text(json.dumps(made.truth, ensure_ascii=False, indent=1), "utf-8")


def _opened(name: str, path: Path) -> Wild:
    (document,) = (one for one in path.parent.glob(f"{name}.*") if one.suffix != ".json")
    return Wild(name, document, json.loads(path.read_text("utf-8")))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted([*HERE.rglob("*.py"), *HERE.rglob("*.toml"), HERE.parent / "periods.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
