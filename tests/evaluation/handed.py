"""Small documents, one for each kind of fault, and whether the engine's result has their right values.

A case is a document in `cases/` with a JSON file beside it: `why` names the kind, `right` has the values by key.
`exp0.company` is the first entry's employer, `nexp`, `nedu` and `ncert` are counts, `text~` and `skills~` contain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recoloca.engine.analysis.result import AnalysisResult
from tests.evaluation.metrics import same_text

FOLDER: Final = Path(__file__).with_name("cases")
ONE: Final = re.compile(r"(?P<list>exp|edu)(?P<index>\d)\.(?P<field>\w+)")


@dataclass(frozen=True)
class Handed:
    name: str
    document: Path
    right: dict[str, Any]


def handed() -> list[Handed]:
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        found.append(Handed(path.stem, path.with_name(data["file"]), data["right"]))
    return found


def wrong(case: Handed, result: AnalysisResult) -> dict[str, tuple[Any, Any]]:
    """The keys whose value is another than the right one: (right, got)."""
    return {
        name: (value, got)
        for name, value in case.right.items()
        if not agrees(name, value, got := value_of(name, result))
    }


def agrees(name: str, value: Any, got: Any) -> bool:
    if name.endswith("~"):
        return all(part in got for part in (value if isinstance(value, list) else [value]))
    return bool(same(value) == same(got))


def same(value: Any) -> Any:
    """Values that count as the same: texts by `same_text`, lists by their items."""
    if isinstance(value, list):
        return [same(one) for one in value]
    return same_text(value) if isinstance(value, str) else value


def value_of(name: str, result: AnalysisResult) -> Any:
    if one := ONE.fullmatch(name):
        entries: list[Any] = [*(result["experience"] if one["list"] == "exp" else result["education"])]
        return entries[int(one["index"])][one["field"]] if int(one["index"]) < len(entries) else "no entry"
    if name.startswith("profile."):
        return dict(result["profile"])[name.removeprefix("profile.")]
    return READ[name](result)


READ: Final[dict[str, Callable[[AnalysisResult], Any]]] = {
    "experience": lambda r: [
        [one["company"], one["title"], one["start"], None if one["current"] else one["end"]]
        for one in r["experience"]
    ],
    "periods": lambda r: [[one["start"], one["end"], one["current"]] for one in r["experience"]],
    "bullets": lambda r: [len(one["bullets"]) for one in r["experience"]],
    "education": lambda r: [
        [one["institution"], one["degree"], one["field"], one["start"], one["end"]] for one in r["education"]
    ],
    "education.institution": lambda r: [one["institution"] for one in r["education"]],
    "degrees": lambda r: [one["degree"] for one in r["education"]],
    "certifications": lambda r: [one["name"] for one in r["certifications"]],
    "certifications~": lambda r: " | ".join(one["name"] for one in r["certifications"]),
    "sections": lambda r: [one["kind"] for one in r["sections"] if one["kind"] != "contact"],
    "languages": lambda r: [one["name"] for one in r["languages"]],
    "nexp": lambda r: len(r["experience"]),
    "nedu": lambda r: len(r["education"]),
    "ncert": lambda r: len(r["certifications"]),
    "text~": lambda r: "\n".join(line["text"] for line in r["lines"]),
    "skills~": lambda r: [one["label"] for one in r["skills"]],
}
