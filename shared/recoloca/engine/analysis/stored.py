"""Reads and scores a stored result again, from its lines. The file may be gone.

The lines have no fonts and no boxes. Three facts therefore come from the stored result instead: which lines were
headings, which links were behind the text, and what the layout checks of the ATS score found in the file.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Final

from .cv.understand import looks_like_cv, understand
from .engine import FEWEST_WORDS, conclude
from .errors import AnalysisError
from .extract.rows import Extracted, Row, bounded, empty
from .guard import guarded
from .result import AnalysisResult, Line
from .scoring.ats import HIDDEN_CHARACTERS

CELLS: Final = re.compile(r" {2,}")
"""The space between two cells of a line, as `TextLine.refresh` writes it."""
CELL_GAP: Final = 40.0
LINE_HEIGHT: Final = 12.0
FONT_SIZE: Final = 10.0
"""Points. Lines are set as `extract.plain` sets a text file: one font, one character a point."""


def analyze_lines(
    stored: AnalysisResult, *, locale: str = "pt-BR", clock: Callable[[], float] = time.perf_counter
) -> AnalysisResult:
    """Analyse the lines of a stored result with today's rules. The result has no advice of a language model.

    The layout checks (columns, tables, text boxes, hidden text) keep the findings of the stored result, because lines
    do not show them. `clock` gives seconds.

    Raises:
        AnalysisError: today's rules do not find a CV in the lines, or a stage failed or reached its limit of processor
            time (`guard.guarded`). Trying again will not change that.
    """
    began = clock()
    with guarded():
        document = restored(stored)
        if sum(len(row["text"].split()) for row in document["rows"]) < FEWEST_WORDS:
            raise AnalysisError("FILE_NO_TEXT")
        cv = understand(document)
        if not looks_like_cv(cv):
            raise AnalysisError("NOT_A_CV")
    mixed = {
        number
        for warning in stored["ats"]["warnings"]
        if warning["id"] == "columns"
        for number in warning["lines"]
    }
    beside = any(warning["id"] == "side_columns" for warning in stored["ats"]["warnings"])
    cv.layout = cv.layout._replace(mixed=sorted(mixed & {line.n for line in cv.lines}), beside=beside)
    with guarded():
        return conclude(cv, locale, lambda: round((clock() - began) * 1000))


def restored(stored: AnalysisResult) -> Extracted:
    """A document as the extraction gives it, from the lines and the layout findings of a stored result."""
    document = empty("lines")
    headings = {section["lines"][0] for section in stored["sections"]}
    document["rows"] = [row for line in stored["lines"] for row in rows(line, line["n"] in headings)]
    document["pages"] = max((line["page"] for line in stored["lines"]), default=1)
    document["links"] = links(stored)
    found = {warning["id"] for warning in stored["ats"]["warnings"]}
    document["tables"] = int("tables" in found)
    document["text_boxes"] = int("text_boxes" in found)
    document["hidden"] = HIDDEN_CHARACTERS + 1 if "hidden_text" in found else 0
    return bounded(document)


def rows(line: Line, heading: bool) -> Iterator[Row]:
    """One row for each cell of a stored line, from left to right."""
    left, top = 0.0, line["n"] * LINE_HEIGHT
    for text in CELLS.split(line["text"]):
        yield {
            "page": line["page"],
            "line": line["n"],
            "text": text,
            "x0": left,
            "x1": left + len(text),
            "top": top,
            "bottom": top + FONT_SIZE,
            "size": FONT_SIZE,
            "bold": False,
            "gaps": [],
            "style": "heading" if heading else "",
        }
        left += len(text) + CELL_GAP


def links(stored: AnalysisResult) -> list[str]:
    """The addresses that the earlier reading found, as the links behind a text would give them.

    An e-mail or a telephone that stands in a line is left out: today's rules read it there.
    """
    profile, text = stored["profile"], "\n".join(line["text"] for line in stored["lines"])
    found = list(profile["links"])
    email, phone = profile["email"], profile["phone"]
    if email and email.partition("@")[0] not in text.lower():
        found.append(f"mailto:{email}")
    if phone and phone[-4:] not in re.sub(r"\D", "", text):
        found.append(f"tel:{phone}")
    return found
