"""JSON that comes from outside: a request, a service's answer, a file."""

from __future__ import annotations

import json
import math
from typing import Any


def read_json(text: str | bytes) -> Any:
    """The value that a JSON text gives, its numbers finite.

    Raises:
        ValueError: it is not JSON, nested deeper than Python reads, or has `NaN` or a number beyond a float's range.
    """
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number beyond a float's range")
    return value
