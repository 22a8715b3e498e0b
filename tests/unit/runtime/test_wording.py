"""The words in the Portuguese texts of the product."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import recoloca

PACKAGE: Final = Path(recoloca.__path__[0])
PORTUGUESE: Final = re.compile(r"\b(?:o|os|seu|sua|meu|um|uma|não|para|da|dos|na|com)\b|[ãõç]", re.IGNORECASE)
"""Words and letters of Portuguese sentences that English sentences do not have."""


def strings(file: Path) -> Iterator[str]:
    """Every text of a source file without its docstrings, or of a file of texts."""
    if file.suffix == ".py":
        tree = ast.parse(file.read_text(encoding="utf-8"))
        described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
                yield node.value
    elif file.suffix == ".toml":
        yield from values(tomllib.loads(file.read_text(encoding="utf-8")))
    else:
        yield from file.read_text(encoding="utf-8").splitlines()


def values(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for one in table.values():
            yield from values(one)
    elif isinstance(table, list):
        for one in table:
            yield from values(one)
    elif isinstance(table, str):
        yield table


def portuguese(file: Path) -> list[str]:
    return [text for text in strings(file) if PORTUGUESE.search(text)]


def files() -> list[Path]:
    """The sources and texts of the product. `engine/analysis/data` has words of CVs, not our sentences."""
    kept = (file for suffix in ("py", "toml", "txt") for file in PACKAGE.rglob(f"*.{suffix}"))
    return [file for file in kept if "engine/analysis/data" not in file.as_posix()]


def test_portuguese_texts_say_curriculo_never_cv() -> None:
    wrong = [text for file in files() for text in portuguese(file) if re.search(r"\bCVs?\b", text)]
    assert wrong == []


def test_the_texts_of_the_engine_are_among_those_read() -> None:
    read = {file.relative_to(PACKAGE).as_posix(): portuguese(file) for file in files()}
    for name in ("engine/analysis/scoring/texts.py", "engine/matching/texts.py", "runtime/problems.py"):
        assert len(read[name]) >= 3, name
