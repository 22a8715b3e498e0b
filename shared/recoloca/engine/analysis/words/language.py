"""The language of a text, by its commonest small words."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..result import Language
from .text import key


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


WORDS: Final[dict[Language, frozenset[str]]] = {
    "pt": _words(
        "de da do das dos em na no nas nos para com por pela pelo uma um ao aos e ou que mais como foram",
        "foi sao experiencia formacao idiomas empresa gestao equipe atual habilidades conhecimento ingles",
        "avancado ensino desenvolvimento atendimento responsavel area vendas",
    ),
    "en": _words(
        "the of and to in for with on at by from an is was are as that this using experience education",
        "skills work team present university english management development responsible led built years",
        "through across within languages summary",
    ),
    "es": _words(
        "el la los las del en y con por para una un al que se su como mas experiencia educacion formacion",
        "empresa gestion equipo actualidad habilidades idiomas ingles desarrollo atencion responsable",
        "area ventas hasta desde",
    ),
}


def detect(text: str) -> Language:
    """`pt`, `en` or `es`; Portuguese where nothing tells."""
    counts = Counter(key(text).split())
    scores = {language: sum(counts[word] for word in words) for language, words in WORDS.items()}
    lower = text.lower()
    scores["pt"] += 2 * sum(lower.count(mark) for mark in ("ção", "ções", "ã", "õ", "ê"))
    scores["es"] += 2 * sum(lower.count(mark) for mark in ("ción", "ñ", "¿", "dad "))
    return max(scores, key=lambda language: (scores[language], language == "pt"))
