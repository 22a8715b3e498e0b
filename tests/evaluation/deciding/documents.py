"""The deciding set: other renderers, templates, names, professions and phrasings than the engine was tuned on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.evaluation.cv import Case, Layout
from tests.evaluation.deciding import office, sheet, typeset
from tests.evaluation.people import Bank
from tests.evaluation.plan import Planner, Size

BANK = Bank.load(Path(__file__).parent)
ALL = [*typeset.LAYOUTS, *sheet.LAYOUTS, *office.LAYOUTS]
ORDERS: list[tuple[str, ...]] = [
    ("summary", "experience", "education", "languages", "skills", "certifications", "volunteering"),
    ("skills", "experience", "certifications", "education", "languages", "volunteering", "summary"),
    ("summary", "education", "skills", "experience", "volunteering", "languages", "certifications"),
]
SIZE = Size(read={"pt": 6, "en": 4, "es": 3}, twins=12, removals=9)


def cases(size: Size = SIZE) -> list[Case]:
    return Planner(BANK, [layout.name for layout in ALL], ORDERS, "deciding 1").cases(size)


@contextmanager
def layouts() -> Iterator[list[Layout]]:
    yield ALL
