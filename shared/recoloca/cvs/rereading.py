"""Reads and scores old results again when the engine's version has risen (docs/adr/0406-results-of-one-version.md).

It uses no quota and notifies nobody. Every step may run twice, and a run continues where a killed one ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.storage import ObjectMissingError, StorageUnavailableError
from recoloca.cvs.repository import rereads
from recoloca.cvs.repository.rereads import OldResult
from recoloca.cvs.uploads import is_kept
from recoloca.engine.analysis.advice import model as advice
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.errors import AnalysisError, ExtractionStalledError
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.stored import analyze_lines
from recoloca.engine.analysis.version import CURRENT, number
from recoloca.outbox import service as outbox
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.reading import tell_of_fault

LEASE: Final = timedelta(minutes=2)
ONE_RESULT: Final = 15.0
"""Seconds in which a result is read at most: 6 s for the extraction, twice 3 s of processor time, and the statements.
No further result is claimed when less is left."""
MOST_ATTEMPTS: Final = 3
"""Tries of one result that a kill or an unknown error may end. After them the result counts as unreadable."""

logger = Logger(child=True)


@dataclass(slots=True)
class Reread:
    """The numbers of results by outcome.

    `reread` have the new version. `adopted` had it already, stored by a release without the column. `left` stay as an
    earlier version scored them.
    """

    reread: int = 0
    adopted: int = 0
    left: int = 0


def reread(deps: Dependencies, seconds_left: Callable[[], float], version: int = CURRENT) -> Reread:
    """Read old results again, the newest first, until none waits or the time is over. `version` is the engine's.

    Raises:
        StorageUnavailableError: S3 did not respond. The next run continues.
    """
    done = Reread()
    while seconds_left() > ONE_RESULT:
        now = deps.clock()
        row = rereads.claim(deps.db, version, now, now + LEASE)
        if row is None:
            break
        _read_one(deps, row, version, done)
    if done != Reread():
        for name, count in (("Reread", done.reread), ("Adopted", done.adopted), ("Left", done.left)):
            deps.metrics.add_metric(f"Results{name}", MetricUnit.Count, count)
        logger.info("old results read again", extra={"version": version, "outcome": str(done)})
    return done


def _read_one(deps: Dependencies, row: OldResult, version: int, done: Reread) -> None:
    if row.attempts > MOST_ATTEMPTS:
        _leave(deps, row, version, "ATTEMPTS", done)
        return
    if number(row.result["engine"]["version"]) >= version:
        rereads.adopt(deps.db, row.id, version)
        done.adopted += 1
        return
    try:
        result = _analysed(deps, row)
    except ExtractionStalledError:
        return  # the machine is busy; the lease ends, and another run tries again
    except StorageUnavailableError:
        rereads.release(deps.db, row.id)
        raise
    except AnalysisError as error:
        if error.__cause__ is not None:
            tell_of_fault(deps, "AnalysisFault", error.__cause__, analysis_id=str(row.id))
        _leave(deps, row, version, error.code, done)
        return
    with deps.db.transaction():
        if rereads.replace(deps.db, row.id, version, result, deps.clock()):
            outbox.publish(deps, "cache", {"keys": [cache_keys.analysis(row.user_id, row.id)]})
            done.reread += 1
    outbox.relay(deps)


def _leave(deps: Dependencies, row: OldResult, version: int, code: str, done: Reread) -> None:
    rereads.leave(deps.db, row.id, version)
    done.left += 1
    logger.info("result left to its version", extra={"analysis_id": str(row.id), "code": code})


def _analysed(deps: Dependencies, row: OldResult) -> AnalysisResult:
    """The result of today's engine: from the kept file, or from the stored lines when the file has expired.

    A language model is not asked again. Its stored advice stays where it still holds to the line that it quotes.

    Raises:
        AnalysisError: today's engine cannot read it.
        ExtractionStalledError: the machine was too busy to extract the text in time.
        StorageUnavailableError: S3 did not respond.
    """
    old: AnalysisResult = row.result
    try:
        data = deps.uploads.get(row.object_key) if is_kept(row.object_key) else None
    except ObjectMissingError:
        data = None
    result = analyze_lines(old, locale=row.locale) if data is None else analyze(data, locale=row.locale)
    model = old["engine"]["model"]
    given = [piece for piece in old["suggestions"] if piece["id"] == advice.SUGGESTION]
    believed = advice.believed(result, {"advice": given}) if model else []
    return advice.deepened(result, believed, model) if model and believed else result
