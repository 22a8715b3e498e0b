"""The sentences of a match, in Portuguese and English."""

from __future__ import annotations

import math
from typing import Final

LABELS: Final[dict[str, tuple[str, str]]] = {
    "required": ("Requisitos", "Requirements"),
    "desirable": ("Desejáveis", "Nice to have"),
    "position": ("Cargo", "Position"),
    "terms": ("Termos do anúncio", "Terms of the advertisement"),
}
MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "required": ("{covered} de {total} requisitos cobertos.", "{covered} of {total} requirements covered."),
    "desirable": ("{covered} de {total} desejáveis cobertos.", "{covered} of {total} nice-to-haves covered."),
    "position": ("O cargo mais próximo no currículo é “{own}”.", "The nearest position in the CV is “{own}”."),
    "no_position": ("Nenhum cargo do currículo se parece com “{title}”.", "No position in the CV is like “{title}”."),
    "terms": ("{covered} de {total} termos do anúncio estão no currículo.",
              "{covered} of {total} terms of the advertisement are in the CV."),
}  # fmt: skip


def pick(pair: tuple[str, str], locale: str) -> str:
    return pair[1] if locale.startswith("en") else pair[0]


def number(value: float, locale: str) -> str:
    """A number with at most one decimal, and the decimal sign of the language."""
    text = f"{value:.1f}".removesuffix(".0")
    return text if locale.startswith("en") else text.replace(".", ",")


def label(part: str, locale: str) -> str:
    return pick(LABELS[part], locale)


def message(name: str, locale: str, **facts: object) -> str:
    return pick(MESSAGES[name], locale).format(**facts)


def formula(parts: list[tuple[str, float, float]], score: int, locale: str) -> str:
    """The calculation of a score: `(Requisitos 41,3 + Cargo 20) ÷ (55 + 20) × 100 ≈ 82`.

    There is no division when all parts count, and an `=` only when the sum is exactly the score.
    """
    earned = " + ".join(f"{label(part, locale)} {number(points, locale)}" for part, points, _ in parts)
    whole = sum(most for _, _, most in parts)
    exact = math.isclose(100 * sum(points for _, points, _ in parts), score * whole)
    told = f"{'=' if exact else '≈'} {score}"
    if round(whole) == 100:
        return f"{earned} {told}"
    most = " + ".join(number(most, locale) for _, _, most in parts)
    return f"({earned}) ÷ ({most}) × 100 {told}"
