"""How much a piece reads like a position or an employer."""

from __future__ import annotations

import functools
import re
from typing import Final

from .lexicon import classified, classified_heads, occupation_heads, occupations
from .schools import names_school
from .text import fold, key

COMPANY: Final = re.compile(
    r"\b(?:ltda|s\.?/?a\b\.?|inc|llc|ltd|gmbh|corp|corporation|company|cia|eireli|epp|grupo|group|banco|bank"
    r"|hospital|clinica|clinic|laboratorio|industria"
    r"|industries|comercio|comercial|transportes|logistica|solucoes|solutions|servicos|services|consultoria"
    r"|consulting|consultores|tecnologia|technologies"
    r"|sistemas|systems|software|universidade|university|universidad|instituto|institute|escola|colegio"
    r"|school|college|faculdade|prefeitura|secretaria|ministerio|governo"
    r"|tribunal|associacao|association|fundacao|foundation|construtora|engenharia ltda|supermercado"
    r"|supermercados|loja|lojas|store|restaurante|restaurant|hotel"
    r"|farmacia|drogaria|seguros|insurance|studio|agencia|agency|labs?|cooperativa|santander|itau|bradesco"
    r"|petrobras|ambev|holdings?|partners|capital|ventures"
    r"|centro|center|centre|editora|distribuidora|empresa|academia|ong|startup)\b"
)


SENIORITY: Final = re.compile(
    r"\b(?:junior|jr|pleno|senior|sr|trainee|estagiari[oa]|estagio|intern|internship|aprendiz|lead|lider"
    r"|head|chief|c[etfiomp]o|vp|director|diretor[a]?|gerente"
    r"|manager|coordenador[a]?|supervisor[a]?|assistente|assistant|auxiliar|socio|socia|founder|fundador[a]?"
    r"|freelancer?|autonom[oa]|consultor[a]?|specialist|especialista)\b"
)


CONTRACT: Final = re.compile(
    r"^(?:full[- ]time|part[- ]time|tempo integral|meio periodo|clt|pj|efetivo|temporario|contract|contrato"
    r"|freelancer?|remot[oa]|remote|hibrido|hybrid|presencial|on-?site|estagio|internship"
    r"|jornada completa|media jornada|home office|trabalho remoto|autonom[oa]|self-employed|permanente?)$"
)


SCHOOL_SCORE: Final = 3.0
"""A name that begins with a kind of school is an employer, whatever trade it teaches."""


@functools.lru_cache(4096)
def title_score(text: str) -> float:
    """How much a piece reads like a position."""
    words = key(text).split()
    if not words:
        return 0.0
    known = occupations()
    if " ".join(words) in known:
        return 4.0
    score = 0.0
    for size in range(min(len(words), 5), 0, -1):
        if any(" ".join(words[start : start + size]) in known for start in range(len(words) - size + 1)):
            score = 1.5 + 0.3 * size
            break
    score = max(score, classified_score(words))
    heads = occupation_heads()
    if words[0] in heads or words[-1] in heads:
        score += 1.0
    elif any(word in heads for word in words):
        score += 0.5
    if SENIORITY.search(" ".join(words)):
        score += 0.8
    return score - (1.0 if len(words) > 9 else 0.0)


def classified_score(words: list[str]) -> float:
    """As `title_score`, by the classification of occupations: how many of a piece's first words make a title of it."""
    known = classified()
    for size in range(min(len(words), 5), 0, -1):
        if " ".join(words[:size]) in known:
            return 1.2 + 0.3 * size
    return 0.8 if words and words[0] in classified_heads() else 0.0


@functools.lru_cache(4096)
def company_score(text: str) -> float:
    if not COMPANY.search(fold(text)):
        return 0.0
    parts = text.split(" - ")
    return SCHOOL_SCORE if names_school(parts[-1].split()[0]) and len(text.split()) > 1 else 1.6
