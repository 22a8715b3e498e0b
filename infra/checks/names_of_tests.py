"""The name of a test has at most 70 characters: `python -m infra.checks.names_of_tests` lists longer ones.

A longer name states several behaviours, so its failure does not tell which of them broke.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from infra.bootstrap import ROOT

LONGEST: Final = 70
PYTHON: Final = re.compile(r"^(?:    )?(?:async )?def (test_\w+)", re.MULTILINE)
TYPESCRIPT: Final = re.compile(r"""^\s*(?:it|test)(?:\.each\(.*\))?\((["'`])(.+?)\1""", re.MULTILINE)


def long_names(root: Path) -> Iterator[str]:
    """`<file>: <name>` of each test whose name is too long, in order of the files."""
    for file in sorted((root / "tests").rglob("*.py")):
        yield from _long(file, root, PYTHON, 1)
    for file in sorted((root / "frontend/src").rglob("*.test.ts*")):
        yield from _long(file, root, TYPESCRIPT, 2)


def _long(file: Path, root: Path, pattern: re.Pattern[str], group: int) -> Iterator[str]:
    for found in pattern.finditer(file.read_text("utf-8")):
        if len(found[group]) > LONGEST:
            yield f"{file.relative_to(root)}: {found[group]} ({len(found[group])} characters)"


def main() -> int:
    found = list(long_names(ROOT))
    if found:
        print(f"State one behaviour in at most {LONGEST} characters:", *found, sep="\n  ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
