"""The check finds names of tests that are too long."""

from __future__ import annotations

from pathlib import Path

from infra.checks.names_of_tests import long_names


def planted(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")


def test_a_long_name_of_a_python_test_is_found(tmp_path: Path) -> None:
    name = "test_" + "x" * 66
    planted(
        tmp_path, "tests/unit/test_a.py", f"async def {name}() -> None: ...\ndef test_short() -> None: ...\n"
    )
    assert list(long_names(tmp_path)) == [f"tests/unit/test_a.py: {name} (71 characters)"]


def test_a_long_title_of_a_typescript_test_is_found(tmp_path: Path) -> None:
    title = "y" * 71
    planted(tmp_path, "frontend/src/a.test.tsx", f'it("{title}", () => {{}});\n  it("short", () => {{}});\n')
    assert list(long_names(tmp_path)) == [f"frontend/src/a.test.tsx: {title} (71 characters)"]


def test_a_name_of_seventy_characters_is_accepted(tmp_path: Path) -> None:
    planted(tmp_path, "tests/test_b.py", f"def test_{'z' * 65}() -> None: ...\n")
    assert list(long_names(tmp_path)) == []
