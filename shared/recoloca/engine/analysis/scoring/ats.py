"""How well applicant tracking systems will read the file: 100 less a published penalty for each warning."""

from __future__ import annotations

from typing import Final

from ..cv.understand import Cv
from ..result import Ats, AtsWarning
from .texts import warning_message

PENALTIES: Final = {
    "columns": 20, "tables": 10, "text_boxes": 15, "contact_hidden": 15, "headings_missing": 15, "dates_missing": 15,
    "too_long": 5, "hidden_text": 25,
}  # fmt: skip
HIDDEN_CHARACTERS: Final = 20


def assess(cv: Cv, locale: str) -> Ats:
    warnings: list[AtsWarning] = []

    def warn(warning: str, lines: list[int], **facts: object) -> None:
        warnings.append(
            {"id": warning, "message": warning_message(warning, locale, **facts), "lines": lines[:20]}
        )

    document = cv.document
    if cv.layout.mixed:
        warn("columns", cv.layout.mixed)
    if document["tables"]:
        warn("tables", [])
    if document["text_boxes"]:
        warn("text_boxes", [])
    if not {"email", "phone"} <= cv.profile_lines.keys():
        warn("contact_hidden", [])
    if not {"experience", "education"} & {block.kind for block in cv.blocks if block.heading}:
        warn("headings_missing", [])
    if not any(entry.period for entry in cv.entries):
        warn("dates_missing", [block.extent[0] for block in cv.of_kind("experience")])
    if document["pages"] > 3:
        warn("too_long", [], pages=document["pages"])
    if document["hidden"] > HIDDEN_CHARACTERS:
        warn("hidden_text", [])
    return {
        "score": max(0, 100 - sum(PENALTIES[warning["id"]] for warning in warnings)),
        "warnings": warnings,
    }
