"""Print one line of coverage for each language: `python -m infra.checks.coverage`, the end of `make test`.

Python counts the lines of `shared/recoloca` and `functions` that the unit and integration tests ran in their own
process. Lines that ran only in another process do not count: the functions under the local Lambda runner, the engine's
limited process, the operator's commands, and everything that only the browser tests reach. TypeScript counts the lines
of `frontend/src` that vitest ran.
"""

from __future__ import annotations

import io
import json
from typing import Final

from coverage import Coverage

from infra.bootstrap import ROOT

TYPESCRIPT: Final = ROOT / "build/coverage/typescript/coverage-summary.json"


def python_line() -> str:
    """The total of the data files of all test processes, which are combined into one."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.combine()
    percent = coverage.report(file=io.StringIO())
    return (
        f"Coverage of Python: {percent:.1f} % of the lines (unit and integration tests, in their own process)"
    )


def typescript_line() -> str:
    lines = json.loads(TYPESCRIPT.read_text(encoding="utf-8"))["total"]["lines"]
    return f"Coverage of TypeScript: {lines['pct']:.1f} % of {lines['total']:,} lines (unit tests)"


def main() -> None:
    print(python_line())
    print(typescript_line())


if __name__ == "__main__":
    main()
