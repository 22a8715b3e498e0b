"""Scores a document while it is edited, with the rules that score a file.

The document becomes lines with known headings, and the engine reads those. There is no page yet, so the checks of a
file's layout (columns, tables, text boxes, hidden text, number of pages) find nothing here.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from typing_extensions import TypedDict

from recoloca.engine.analysis.result import AnalysisResult, Ats, Line, Score, Section, Suggestion
from recoloca.engine.analysis.stored import analyze_lines

from .outline import Outline, outline
from .plain import TextLine, text_lines
from .resume import Language, Resume

MARK: Final = "• "
"""The mark that the engine gives to a bullet of any form."""


class ReviewLine(TypedDict):
    """A line that a rule or a suggestion can name. `path` is the field of the document that it comes from."""

    n: int
    text: str
    path: str | None


class Review(TypedDict):
    score: Score
    ats: Ats
    suggestions: list[Suggestion]
    lines: list[ReviewLine]


def review(resume: Resume, language: Language, *, locale: str) -> Review:
    """Score a document. Messages are in `locale` (`pt-BR` or `en`), examples in the CV's own language.

    Raises:
        AnalysisError: `FILE_NO_TEXT` or `NOT_A_CV` while the document has too little content; another code when a
            stage failed or reached its limit of processor time.
    """
    document = outline(resume, language)
    shown = [line for line in text_lines(document) if line.text]
    result = analyze_lines(_as_stored(document, shown), locale=locale)
    return {
        "score": result["score"],
        "ats": result["ats"],
        "suggestions": result["suggestions"],
        "lines": _placed(result["lines"], shown),
    }


def _as_stored(document: Outline, shown: list[TextLine]) -> AnalysisResult:
    """The document in the form of a stored result: its lines, its headings, and the links of its contact."""
    lines: list[Line] = [
        {"n": number, "page": 1, "text": f"{MARK if line.mark else ''}{line.text}"}
        for number, line in enumerate(shown, 1)
    ]
    headings: list[Section] = [
        {"kind": "", "title": line.text, "lines": [number, number]}
        for number, line in enumerate(shown, 1)
        if line.heading
    ]
    links = [piece.href for piece in document.contacts if piece.href and not piece.href.startswith("mailto:")]
    return {
        "language": document.language,
        "profile": {
            "name": None, "headline": None, "email": None, "phone": None, "location": None, "links": links,
            "summary": None,
        },
        "experience": [], "education": [], "skills": [], "languages": [], "certifications": [], "sections": headings,
        "score": {"overall": 0, "parts": []}, "ats": {"score": 0, "warnings": []}, "suggestions": [], "lines": lines,
        "engine": {"name": "", "version": "", "model": None, "milliseconds": 0},
    }  # fmt: skip


def _placed(lines: list[Line], shown: list[TextLine]) -> list[ReviewLine]:
    """The lines that the engine numbered, each with the field of the same text: the second of two with the second."""
    fields: dict[tuple[str, int], str] = {}
    seen: Counter[str] = Counter()
    for line in shown:
        fields[line.text, seen[line.text]] = line.pieces[0].path
        seen[line.text] += 1
    found: list[ReviewLine] = []
    again: Counter[str] = Counter()
    for each in lines:
        text = each["text"].removeprefix(MARK)
        found.append({"n": each["n"], "text": text, "path": fields.get((text, again[text]))})
        again[text] += 1
    return found
