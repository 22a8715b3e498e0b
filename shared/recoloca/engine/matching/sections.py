"""Sections of an advertisement: which heading opens what is required, desired, the work itself, or nothing asked."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoloca.engine.analysis.words.text import fold, key

from .words import headings

MOST_LETTERS: Final = 60
MOST_WORDS: Final = 8
GUESSED_WORDS: Final = 6
OFFERED: Final = re.compile(
    r"^(?:nossos |our |nuestros )?(?:benef|vantag|ventaj|perks|diversi)|oferec|offer|ofrec|salari|salary|remuner"
    r"|compens|^(?:sobre|about|conheca) (?:nos|a |o |us|the |our |la |el |nosotros)|quem somos|who we are|quienes somos"
    r"|horario|schedule|jornada|^local|ubicacion|location|processo seletivo|hiring process|proceso de|etapas"
    r"|como (?:se )?(?:candidat|aplicar|postular)|how to apply|why (?:join|work)|por que (?:trabal|nos)"
    r"|informaco?es adicionais|cultura|^company|^empresa|overview$|valores|our values|contrata[cd]|contract"
)
WISHED: Final = re.compile(
    r"diferencia|desejave|deseable|nice to have|preferred|bonus|desirable|valora|plus\b|opciona|optional"
    r"|ganha pontos|pontos extra|extra (?:points|credit)|puntos extra"
)
WORK: Final = re.compile(
    r"responsa|atribuic|atividades|actividades|funcoes|funciones|dia a dia|day to day|duties|tareas|missao|mision"
    r"|desafio|vai fazer|voce fara|you(?:'ll| will) (?:do|be)|your (?:role|mission|day)|haras"
)
NEEDED: Final = re.compile(
    r"requisit|requirement|require\b|exig|excluyente|esperamos|expect|procuramos|buscamos|looking for|look for"
    r"|precisa|need\b|necesit|necessari|perfil|profile|qualifica|skills|competenci|conhecimentos|conocimientos"
    r"|knowledge|your (?:background|experience)|must[- ]haves?|voce (?:tem|deve)|you (?:have|bring|are|must)|pedimos"
    r"|qualidades|^what (?:we|you)|^(?:o|lo) que|^que (?:buscamos|pedimos)|escolaridade|quem (?:e voce|estamos)"
    r"|who you are|background|habilidades|obrigatori"
)
KINDS: Final = (("ignored", OFFERED), ("desirable", WISHED), ("duty", WORK), ("required", NEEDED))
"""The first that fits: `what we offer` before `what we`."""
OPENING: Final = re.compile(
    r"^(?:(?:principais|main|key|minimum|basic|outros|other|seus|suas|your|our|nossos|nossas|los|las|os|as|the)\s+)?"
    r"(?:o que|a quem|quem|what|who|que|lo que|a quien|por que|why|how|como|requisitos?|requirements?|beneficios?"
    r"|benefits|perks|diferenciais|responsabilidades|responsibilities|duties|atribuicoes|atividades|funciones|tareas"
    r"|qualificacoes|qualifications|competencias|habilidades|skills|conhecimentos|conocimientos|perfil|profile"
    r"|escolaridade|background|sobre|about|nice to have|se valora|deseable|desejavel|must haves?|salario|salary"
    r"|we offer|you (?:have|bring|are)|voce|expectations?|expectativas?|company|extra (?:points|credit)"
    r"|pontos extras?|puntos extra)\b"
)


class Row(NamedTuple):
    text: str
    bullet: bool
    """Whether the line was an item of a list."""


def heading_kind(row: Row, follows_list: bool) -> tuple[str, str]:
    """The section that a line opens, if any, and the text after its colon.

    A heading that no table knows is told by its form (it ends with a colon, a list follows it, or it opens as headings
    do) and by its words. `follows_list`: whether the next line is an item of a list and this one is none.
    """
    before, colon, rest = row.text.partition(":")
    words = key(before)
    if not words or len(words) > MOST_LETTERS or not (colon or len(words.split()) <= MOST_WORDS):
        return "", ""
    kind = headings().get(words, "")
    if kind and (colon or not rest):
        return kind, rest.strip()
    if (
        rest.strip()
        or row.bullet
        or len(words.split()) > GUESSED_WORDS
        or row.text.rstrip().endswith((".", ";", ","))
    ):
        return "", ""
    folded = fold(before)
    if colon or follows_list or OPENING.match(folded):
        return next(
            (name for name, pattern in KINDS if pattern.search(folded)), "unknown" if colon else ""
        ), ""
    return "", ""
