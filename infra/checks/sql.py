"""Find SQL outside repositories: `python -m infra.checks.sql [folder]`, run by `make check`.

SQL belongs to modules named `repository`, to migrations and to the database adapter. Import rules cannot see it, so
this reads the syntax trees: a string that begins as a statement, and a call of the database adapter's methods.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeGuard

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ("shared/recoloca", "functions")
STATEMENT: Final = re.compile(
    r"\s*(?:SELECT|INSERT INTO|DELETE FROM|UPDATE|WITH|CREATE|ALTER|DROP|TRUNCATE|EXPLAIN)\s+\S"
)
"""Our SQL has its keywords in capitals."""

METHODS: Final = frozenset({"execute", "fetch_all", "fetch_one", "fetch_typed", "row", "rows"})
"""What sends a statement when it is called on a database, a connection or a cursor."""

RECEIVERS: Final = frozenset({"db", "database", "connection", "cursor"})


def may_have_sql(path: Path) -> bool:
    parts = path.with_suffix("").parts
    return "repository" in parts or "migrations" in parts or parts[-2:] == ("adapters", "postgres")


def violations(source: str) -> Iterator[tuple[int, str]]:
    """The line and the kind of each piece of SQL in a module."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if STATEMENT.match(node.value):
                yield node.lineno, "an SQL statement"
        elif _is_database_call(node):
            yield node.lineno, "a call of the database"


def _is_database_call(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in METHODS
        and _name(node.func.value) in RECEIVERS
    )


def _name(node: ast.expr) -> str | None:
    """The last name of `deps.db` or `db`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def check(root: Path) -> list[str]:
    """Each violation below a checkout as one line of text: the file, the line number and the statement."""
    files = [path for source in SOURCES for path in sorted((root / source).rglob("*.py"))]
    return [
        f"{path.relative_to(root)}:{line}: {what} outside a repository"
        for path in files
        if not may_have_sql(path.relative_to(root))
        for line, what in violations(path.read_text(encoding="utf-8"))
    ]


def main(arguments: list[str]) -> int:
    found = check(Path(arguments[0]) if arguments else ROOT)
    for each in found:
        sys.stdout.write(f"{each}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
