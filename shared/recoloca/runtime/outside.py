"""Reads JSON from untrusted sources: a request, another service's response, a file."""

from __future__ import annotations

import json
import math
from typing import Any


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text. All its numbers are finite.

    Raises:
        ValueError: the text is not JSON, is nested too deeply for Python's parser, contains `NaN`, or contains a
            number outside the range of a float.
    """
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_object(text: str | bytes) -> dict[str, Any]:
    """The value of a JSON text that must be an object.

    Raises:
        ValueError: as in `read_json`, or the value is not an object.
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
