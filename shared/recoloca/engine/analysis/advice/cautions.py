"""Advice that Brazilian recruiters give and that earns or costs no points: what should go, what needs an explanation.

Facts that the law protects give advice and never change the score. Sources: Constitution, art. 7, item 30; law
9.029/1995, which forbids asking for them in a selection; LGPD, art. 6, item 3 (only the data that a purpose needs) and
art. 20 (automated decisions).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..cv.understand import Cv
from ..result import Priority, Suggestion
from ..scoring.evidence import Evidence
from ..scoring.repeated import repeated_lines
from ..scoring.texts import pick
from .caution_texts import TEXTS
from .periods import Caution, period_cautions
from .wording import wording_cautions

SECTIONS = {
    "personal_data": "contact", "email_style": "contact", "salary": "contact", "cliche": "summary", "length": "clarity",
    "language_proof": "skills", "register": "education",
}  # fmt: skip
MOST = 8


def cautions(cv: Cv, evidence: list[Evidence], locale: str) -> list[Suggestion]:
    """At most eight pieces of advice without points, the first ones being those that say that something is wrong."""
    return [_suggestion(cv, one, locale) for one in list(_found(cv, evidence, locale))[:MOST]]


def _found(cv: Cv, evidence: list[Evidence], locale: str) -> Iterator[Caution]:
    yield from (Caution("repeated_entries", line, {}) for line in repeated_lines(cv)[:2])
    yield from period_cautions(cv)
    yield from wording_cautions(cv, evidence, locale)


def _suggestion(cv: Cv, caution: Caution, locale: str) -> Suggestion:
    priority: Priority = "medium" if caution.id in {"backwards", "personal_data", "register"} else "low"
    line = caution.line
    return {
        "id": caution.id, "section": SECTIONS.get(caution.id, "experience"), "priority": priority, "gain": 0.0,
        "line": line, "quote": cv.lines[line - 1].text if line else None,
        "message": pick(TEXTS[caution.id], locale).format(**caution.facts), "example": None,
    }  # fmt: skip
