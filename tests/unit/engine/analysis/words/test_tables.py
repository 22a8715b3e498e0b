"""Tables are made once for each state of their sources, and never wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recoloca.engine.analysis.words import tables


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "words.tsv"
    file.write_text("um\tone\n")
    return file


class Words:
    """Makes a table of a source, and counts how often."""

    def __init__(self, source: Path) -> None:
        self.source, self.made = source, 0

    def make(self) -> dict[str, str]:
        self.made += 1
        return dict(line.split("\t") for line in self.source.read_text().splitlines())

    def read(self) -> Any:
        return tables.kept("words", [self.source], [__file__], self.make)


def test_a_table_is_made_once(source: Path) -> None:
    words = Words(source)
    assert words.read() == words.read() == {"um": "one"}
    assert words.made == 1


def test_a_source_that_changed_is_read_again(source: Path) -> None:
    words = Words(source)
    words.read()
    source.write_text("um\tone\ndois\ttwo\n")
    assert words.read() == {"um": "one", "dois": "two"}


def test_other_code_makes_it_anew(source: Path, tmp_path: Path) -> None:
    words = Words(source)
    maker = tmp_path / "maker.py"
    for code in ("first", "second"):
        maker.write_text(code)
        tables.kept("words", [source], [str(maker)], words.make)
    assert words.made == 2


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"state": "another", "table": {}}'])
def test_what_is_damaged_is_made_again(source: Path, damage: str) -> None:
    words = Words(source)
    words.read()
    (source.parent / tables.FOLDER / "words.json").write_text(damage)
    assert words.read() == {"um": "one"}
    assert words.made == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(source: Path) -> None:
    words = Words(source)
    (source.parent / tables.FOLDER).write_text("no folder")
    assert words.read() == words.read() == {"um": "one"}
    assert words.made == 2
    assert (source.parent / tables.FOLDER).read_text() == "no folder"
