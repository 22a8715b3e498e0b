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


def read_object(text: str | bytes) -> dict[str, Any]:
    """The object that a JSON text gives.

    Raises:
        ValueError: `read_json` raises it, or the value is no object.
    """
    value = read_json(text)
    if not isinstance(value, dict):
        raise ValueError(f"a JSON object is expected, not {type(value).__name__}")  # noqa: TRY004 - one kind of error
    return value


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number beyond a float's range")
    return value
