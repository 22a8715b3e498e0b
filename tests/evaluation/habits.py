"""Small CVs in habits that the other sets lack, each with its truth, in one text file.

A CV begins with `######## name`; after `--- TRUTH` a line gives one value: `N` name, `M` e-mail, `P` telephone,
`L` place, `E employer|title|start|end` an entry in order, `S institution|course` a study in order. What is empty must
be null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recoloca.engine.analysis.result import AnalysisResult
from tests.evaluation.metrics import same_text
from tests.evaluation.wild import words

FILE: Final = Path(__file__).with_name("habits.txt")
CONTACTS: Final = {"N": "name", "M": "email", "P": "phone", "L": "location"}


@dataclass(frozen=True)
class Habit:
    name: str
    text: str
    truth: list[str]


def habits() -> list[Habit]:
    found = []
    for part in re.split(r"^#{8} ", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        text, _, truth = rest.partition("--- TRUTH\n")
        found.append(Habit(name.strip(), text, truth.splitlines()))
    return found


def expected(habit: Habit) -> dict[str, Any]:
    told: dict[str, Any] = {"entries": [], "studies": []}
    for line in habit.truth:
        kind, value = line[0], line[2:]
        if kind == "E":
            company, title, start, end = value.split("|")
            told["entries"].append(
                (same_text(company or None), same_text(title or None), start or None, end or None)
            )
        elif kind == "S":
            school, course = value.split("|")
            told["studies"].append((same_text(school or None), sorted(words(course))))
        else:
            told[CONTACTS[kind]] = same_text(value or None)
    return told


def read(habit: Habit, result: AnalysisResult) -> dict[str, Any]:
    """What was read of the values that the truth gives."""
    profile: dict[str, Any] = dict(result["profile"])
    return {
        "entries": [
            (
                same_text(one["company"]),
                same_text(one["title"]),
                one["start"],
                None if one["current"] else one["end"],
            )
            for one in result["experience"]
        ],
        "studies": [
            (same_text(one["institution"]), sorted(words(f"{one['degree'] or ''} {one['field'] or ''}")))
            for one in result["education"]
        ],
        **{
            CONTACTS[line[0]]: same_text(profile[CONTACTS[line[0]]])
            for line in habit.truth
            if line[0] in CONTACTS
        },
    }
