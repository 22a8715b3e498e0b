"""Scores the given content of a document. Nothing is stored, and no quota is used."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from recoloca.documents import service
from recoloca.documents.schemas import DocumentReview
from recoloca.engine.analysis.errors import AnalysisError
from recoloca.engine.documents.resume import Resume
from recoloca.engine.documents.review import review as score
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem
from recoloca.runtime.reading import reading

TOO_LITTLE: Final = frozenset({"FILE_NO_TEXT", "NOT_A_CV"})
"""What the engine says of a text that is no CV yet."""


def review(
    deps: Dependencies, user_id: UUID, document_id: UUID, content: Resume, locale: str
) -> DocumentReview:
    """The score of `content`, its ATS warnings and suggestions, in the language of `locale`.

    A document with too little text has no score yet.

    Raises:
        Problem: `NOT_FOUND` when the user has no such document; `TEXT_UNREADABLE` when the engine fails.
    """
    language = service.get(deps, user_id, document_id).language
    try:
        with reading(deps, AnalysisError):
            found = score(content, language, locale=locale)
    except AnalysisError as error:
        if error.code in TOO_LITTLE:
            return DocumentReview(score=None, ats=None, suggestions=[], lines=[])
        raise Problem("TEXT_UNREADABLE") from None
    return DocumentReview.model_validate(found)
