"""How well applicant tracking systems will read the file: the score's part `ats` in percent, and warnings."""

from __future__ import annotations

from typing import Final

from ..cv.understand import Cv
from ..result import Ats, AtsWarning
from .texts import warning_message

LAYOUT: Final = {
    "columns": 0.5, "side_columns": 0.3, "tables": 0.25, "text_boxes": 0.4, "too_long": 0.15, "hidden_text": 0.6,
}  # fmt: skip
"""The share of the rule `plain_layout` that each fault of the layout takes."""
HIDDEN_CHARACTERS: Final = 20
MOST_PAGES: Final = 3


def layout_faults(cv: Cv) -> list[str]:
    """The faults of the file's layout, by warning."""
    document = cv.document
    faults = {
        "columns": bool(cv.layout.mixed),
        "side_columns": cv.layout.beside and not cv.layout.mixed,
        "tables": bool(document["tables"]),
        "text_boxes": bool(document["text_boxes"]),
        "too_long": document["pages"] > MOST_PAGES,
        "hidden_text": document["hidden"] > HIDDEN_CHARACTERS,
    }
    return [name for name, found in faults.items() if found]


def layout_share(cv: Cv) -> float:
    """0 to 1: what the faults of the layout leave."""
    return max(0.0, 1.0 - sum(LAYOUT[fault] for fault in layout_faults(cv)))


def assess(cv: Cv, points: float, most: float, locale: str) -> Ats:
    """The warnings, and the score: `points` of `most`, as the score's part has them, in percent."""
    warnings: list[AtsWarning] = []

    def warn(warning: str, lines: list[int], **facts: object) -> None:
        warnings.append(
            {"id": warning, "message": warning_message(warning, locale, **facts), "lines": lines[:20]}
        )

    for fault in layout_faults(cv):
        warn(fault, cv.layout.mixed if fault == "columns" else [], pages=cv.document["pages"])
    if not {"email", "phone"} <= cv.profile_lines.keys():
        warn("contact_hidden", [])
    if not {"experience", "education"} & {block.kind for block in cv.blocks if block.heading}:
        warn("headings_missing", [])
    if not any(entry.period for entry in cv.entries):
        warn("dates_missing", [block.extent[0] for block in cv.of_kind("experience")])
    return {"score": round(100 * points / most), "warnings": warnings}
