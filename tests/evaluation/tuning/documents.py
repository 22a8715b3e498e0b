"""The tuning set: what the engine's author may look at while improving it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.evaluation.cv import Case, Layout
from tests.evaluation.people import Bank
from tests.evaluation.plan import Planner, Size
from tests.evaluation.tuning import paper, text, web, word

BANK = Bank.load(Path(__file__).parent)
LAYOUTS = [
    *("web_classic", "web_sidebar", "web_two_column", "web_table", "web_icons"),
    *(layout.name for layout in [*paper.LAYOUTS, *word.LAYOUTS, *text.LAYOUTS]),
]
ORDERS = [
    ("summary", "experience", "education", "skills", "languages", "certifications", "interests"),
    ("summary", "skills", "experience", "education", "certifications", "languages", "interests"),
    ("education", "experience", "certifications", "skills", "languages", "interests"),
]
SIZE = Size(read={"pt": 6, "en": 4, "es": 3}, twins=12, removals=12)


def cases(size: Size = SIZE) -> list[Case]:
    return Planner(BANK, LAYOUTS, ORDERS, "tuning 1").cases(size)


@contextmanager
def layouts() -> Iterator[list[Layout]]:
    with web.layouts() as printed:
        yield [*printed, *paper.LAYOUTS, *word.LAYOUTS, *text.LAYOUTS]
