"""The index lists every decision."""

from __future__ import annotations

import re

from tests.infra.conftest import ROOT

FOLDER = ROOT / "docs/adr"


def test_the_index_lists_every_decision_under_its_area_and_title() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    areas = re.findall(r"^## (\d\d)xx: .*\n((?:(?!^## ).*\n)*)", index, re.MULTILINE)
    listed = {
        file: title.replace("\\|", "|")
        for area, lines in areas
        for file, title in re.findall(
            rf"^\| \[{area}\d\d\](?:\(({area}[^)]+)\)) \| (.+) \|$", lines, re.MULTILINE
        )
    }
    headings = {
        file.name: re.sub(r"^# \d{4}[:.] ", "", file.read_text(encoding="utf-8").splitlines()[0])
        for file in FOLDER.glob("[0-9]*.md")
    }
    assert listed == headings


def test_no_number_is_given_twice() -> None:
    numbers = [file.name[:4] for file in FOLDER.glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
