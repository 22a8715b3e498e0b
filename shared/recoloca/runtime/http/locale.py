"""Chooses one of our two languages for a request."""

from __future__ import annotations

from recoloca.runtime.problems import ENGLISH, PORTUGUESE


def from_accept_language(header: str | None) -> str:
    """`en` if the `Accept-Language` header prefers English to Portuguese, else `pt-BR`, our default."""
    best, best_weight = PORTUGUESE, 0.0
    for part in (header or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        weight = _weight(parameters)
        if language in {"pt", "en"} and weight > best_weight:
            best, best_weight = (ENGLISH if language == "en" else PORTUGUESE), weight
    return best


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
