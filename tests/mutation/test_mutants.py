"""Which faults are planted, and where they are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation import report
from tests.mutation.mutants import lines_of, mutants
from tests.mutation.nearest import nearest_tests

ROOT = Path(__file__).resolve().parents[2]


def faulty_lines(source: str) -> list[str]:
    encoded = source.encode()
    return [list(lines_of(encoded, mutant))[1] for mutant in mutants(encoded)]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = (a + b) >= c", ["x = (a - b) >= c", "x = (a + b) > c"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = bool(a)"]),
        ("LIMIT: Final = 3", ["LIMIT: Final = 4"]),
        ("x = 0.5", ["x = 0.75"]),
        ("x = max(a, b)", ["x = min(a, b)"]),
        ("x = f(True)", ["x = f(False)"]),
        ("save(a)", ["pass"]),
        ("x = {'ação': a}", ["x = {'XXação': a}"]),
        ("x = a if b else c", ["x = a if (not (b)) else c"]),
    ],
)
def test_a_line_gets_the_faults_of_its_operators(line: str, faults: list[str]) -> None:
    assert faulty_lines(line) == faults


def test_a_function_can_return_nothing() -> None:
    assert faulty_lines("def f(a):\n    return a") == ["return None"]


@pytest.mark.parametrize(
    "line",
    [
        "logger.info('words', extra={'n': 1})",
        "raise ValueError('words')",
        "def f(a: int = b) -> int: ...",
        "'text'",
    ],
)
def test_words_for_developers_get_no_fault(line: str) -> None:
    assert faulty_lines(line) == []


def test_the_nearest_tests_of_a_file_are_its_own() -> None:
    near = nearest_tests("shared/recoloca/privacy/erasure.py", ROOT)
    assert near == ["tests/integration/privacy/test_erasure.py"]
    assert nearest_tests("shared/recoloca/engine/matching/compare.py", ROOT)[-1:] == [
        "tests/unit/engine/matching"
    ]


def test_the_table_keeps_the_rows_of_other_files() -> None:
    kept = report.rows({"shared/recoloca/a/one.py": (9, 1, 0), "shared/recoloca/a/two.py": (0, 0, 3)})
    assert kept == "| `a` | `one.py` | 9 | 1 | 90 % | 0 |\n| `a` | `two.py` | 0 | 0 | 100 % | 3 |\n"
    assert report.scores(kept) == {
        "shared/recoloca/a/one.py": (9, 1, 0),
        "shared/recoloca/a/two.py": (0, 0, 3),
    }
