"""Runs the engine on a person's text within a request. It limits the processor time and gives faults one code."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.engine.limit import OutOfTimeError, limited
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem

CPU_SECONDS: Final = 3.0
"""The limit of processor time. The longest real texts need 10 ms."""

logger = Logger(child=True)


@contextmanager
def reading(deps: Dependencies, *refusals: type[Exception]) -> Iterator[None]:
    """Run the engine in the block. The result must depend only on the engine's arguments.

    `refusals` are the errors with which the engine rejects a text. They pass through unchanged.

    Raises:
        Problem: `TEXT_UNREADABLE` after `CPU_SECONDS` of processor time, and for every other error of the engine. A
            retry with the same text would fail again.
    """
    try:
        with limited(CPU_SECONDS):
            yield
    except refusals:
        raise
    except OutOfTimeError:
        logger.warning("engine ran out of time on a text")
        raise Problem("TEXT_UNREADABLE") from None
    except Exception as fault:  # noqa: BLE001 - whatever it is, the text causes it
        tell_of_fault(deps, "TextFault", fault)
        raise Problem("TEXT_UNREADABLE") from None


def tell_of_fault(deps: Dependencies, metric: str, fault: BaseException, **about: str) -> None:
    """Count a fault of the engine and log its file and line.

    The log omits the error's message, because the message can contain a part of the person's text.
    """
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    logger.error("engine failed on a text", extra={**about, "error": type(fault).__name__, "where": where})
    deps.metrics.add_metric(metric, MetricUnit.Count, 1)
