"""Print how long files and functions are: `python -m infra.checks.lengths`, run by `make lengths`.

A line counts when it has code: no blank line, comment, docstring, and no line of an SQL statement. Migrations and
generated files are left out. The goals are medians of 60 and 7, 90th percentiles of 180 and 18, and at most 300 and 40.
"""

from __future__ import annotations

import ast
import io
import json
import os
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infra.bootstrap import ROOT
from infra.checks.sql import STATEMENT

PYTHON_ROOTS: Final = ("functions", "shared", "infra")
LONGEST_FILE: Final = 300
LONGEST_FUNCTION: Final = 40
NO_CODE: Final = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)


@dataclass(slots=True)
class Lengths:
    """Lines of code by the name of a file, and by `<file>:<line> <name>` of a function."""

    files: dict[str, int] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)


def code_lines(source: str) -> set[int]:
    """The numbers of the lines that have code."""
    tree = ast.parse(source)
    texts = (text for node in ast.walk(tree) if (text := _text(node)))
    left_out = {line for text in texts for line in range(text.lineno, _last(text) + 1)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    found = {
        line
        for token in tokens
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return found - left_out


def _text(node: ast.AST) -> ast.Constant | None:
    """A docstring, or an SQL statement that has lines of its own."""
    if isinstance(node, ast.Expr):
        return node.value if isinstance(node.value, ast.Constant) else None
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    return node if node.end_lineno != node.lineno and STATEMENT.match(node.value) else None


def _last(node: ast.AST) -> int:
    end: int = getattr(node, "end_lineno", 0)
    return end


def python_lengths(root: Path, folder: str) -> Lengths:
    """The lengths of the Python sources below a folder of a checkout."""
    found = Lengths()
    for file in _sources(root / folder):
        source, name = file.read_text(encoding="utf-8"), str(file.relative_to(root))
        lines = code_lines(source)
        found.files[name] = len(lines)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                own = lines & set(range(node.lineno, _last(node) + 1))
                found.functions[f"{name}:{node.lineno} {node.name}"] = len(own)
    return found


def _sources(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"node_modules", "versions", "__pycache__"})
        yield from (Path(path) / name for name in sorted(names) if name.endswith(".py"))


def typescript_lengths(root: Path) -> Lengths:
    """The lengths of the frontend's sources, as its compiler reads them."""
    node = root / "infra/node_modules/.bin/node"
    done = subprocess.run(
        [node, root / "infra/checks/lengths.mjs"],
        cwd=root / "frontend",
        capture_output=True,
        text=True,
        check=True,
    )
    return Lengths(**json.loads(done.stdout))


def row(name: str, values: list[int]) -> str:
    """A line of the report: how many there are, their median, 90th percentile and maximum."""
    ordered = sorted(values) or [0]
    median, ninetieth = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.9)]
    return f"{name:24}{len(values):>8}{median:>8}{ninetieth:>8}{ordered[-1]:>8}"


def report(found: dict[str, Lengths]) -> Iterator[str]:
    yield f"{'':24}{'count':>8}{'median':>8}{'90th':>8}{'max':>8}"
    for folder, lengths in found.items():
        yield row(f"{folder} files", list(lengths.files.values()))
        yield row(f"{folder} functions", list(lengths.functions.values()))
    for lengths in found.values():
        yield from (
            f"over {LONGEST_FILE}: {name} ({n})" for name, n in lengths.files.items() if n > LONGEST_FILE
        )
        yield from (
            f"over {LONGEST_FUNCTION}: {name} ({n})"
            for name, n in lengths.functions.items()
            if n > LONGEST_FUNCTION
        )


def main() -> None:
    found = {folder: python_lengths(ROOT, folder) for folder in PYTHON_ROOTS}
    found["frontend/src"] = typescript_lengths(ROOT)
    sys.stdout.write("\n".join(report(found)) + "\n")


if __name__ == "__main__":
    main()
