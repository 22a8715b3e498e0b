"""Matches one of the user's analyses with a job advertisement."""

from __future__ import annotations

from uuid import UUID

from recoloca.cvs import repository
from recoloca.cvs.schemas import MatchRequest
from recoloca.engine.matching.engine import match
from recoloca.engine.matching.errors import AdvertisementError
from recoloca.engine.matching.result import MatchResult
from recoloca.runtime.clock import day_of
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem, not_found
from recoloca.runtime.reading import reading


def match_advertisement(
    deps: Dependencies, user_id: UUID, analysis_id: UUID, form: MatchRequest | None, locale: str
) -> MatchResult:
    """Match a finished analysis with the advertisement in `form`, or else with the one that came with the upload.

    Raises:
        Problem: `NOT_FOUND`; `CONFLICT` while the analysis is not finished; `VALIDATION_ERROR` when there is no
            advertisement or it cannot be compared; `TEXT_UNREADABLE` when the engine fails on it.
    """
    row = repository.find(deps.db, user_id, analysis_id)
    if row is None:
        raise not_found()
    if row.status != "completed":
        raise Problem("CONFLICT")
    advertisement = (form and form.job_description) or row.job_description or ""
    try:
        with reading(deps, AdvertisementError):
            return match(row.result, advertisement, locale=locale, today=day_of(deps.clock()))
    except AdvertisementError as error:
        fault = {"field": "job_description", "code": error.code, "message": error.message(locale)}
        raise Problem("VALIDATION_ERROR", errors=[fault]) from None
