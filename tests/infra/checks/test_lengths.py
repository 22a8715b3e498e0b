"""`make lengths` counts lines of code."""

from __future__ import annotations

from pathlib import Path

from infra.checks.lengths import code_lines, python_lengths, row

SOURCE = '''"""A docstring."""

# A comment.
def ask(db):
    """Two lines
    of docstring."""
    return db.row(
        """
        SELECT id
        FROM users
        """
    )
'''


def test_only_lines_of_code_count() -> None:
    assert code_lines(SOURCE) == {4, 7, 12}


def test_a_function_has_the_lines_of_its_own_span(tmp_path: Path) -> None:
    file = tmp_path / "shared/asks.py"
    file.parent.mkdir()
    file.write_text(f"{SOURCE}\nLIMIT = 1\n")
    found = python_lengths(tmp_path, "shared")
    assert found.files == {"shared/asks.py": 4}
    assert found.functions == {"shared/asks.py:4 ask": 3}


def test_a_row_has_the_median_the_ninetieth_percentile_and_the_most() -> None:
    assert row("files", [*range(1, 11)]).split() == ["files", "10", "6", "10", "10"]
