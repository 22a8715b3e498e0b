"""The pieces of an entry's header line, told apart: position, employer, place."""

from __future__ import annotations

import functools
import re
from typing import Final

from .contact import CITY_REGION, CITY_STATE, place_in
from .lexicon import occupation_heads, occupations, places, verbs
from .lines import Line
from .text import fold, key

STRONG: Final = re.compile(r"\s+[-–—]+\s+|\s*[|•·►▪]\s*|\s{2,}|\t|\s*—\s*")
WEAK: Final = re.compile(
    r",\s+(?!(?:inc|ltd|llc|ltda|s\.?\s?/?a|corp|co)(?:[.,\s]|$))|\s+(?:at|@|na|no|en)\s+(?=[A-ZÀ-Þ\d])|:\s+",
    re.IGNORECASE,
)
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
    r"|freelance|remoto|remote|hibrido|hybrid|presencial|on-?site|estagio|internship"
    r"|jornada completa|media jornada|home office|trabalho remoto|autonomo|self-employed|permanente?)$"
)
PARENTHESIS: Final = re.compile(r"\s*\(([^()\d]{3,40})\)?\s*$")
LISTED: Final = re.compile(r"[^\W\d_]+ (?:e|y|and|&) [^\W\d_]+$")
"""The end of a list of names, which is one name where it follows a comma."""
SLASH: Final = re.compile(r"\s+//?\s+")
LABELS: Final = {
    "company": r"empresa|company|empregador|employer|organiza[cç][aã]o|institui[cç][aã]o|organization",
    "title": r"cargo|fun[cç][aã]o|cargo/fun[cç][aã]o|position|title|job title|role|puesto|ocupa[cç][aã]o"
    r"|[uú]ltimo cargo",
    "period": r"per[ií]odo|period|dates?|data|dura[cç][aã]o|fechas?|admiss[aã]o",
    "location": r"local|localiza[cç][aã]o|location|cidade|city|lugar",
}
LABEL: Final = re.compile(
    "^(?:" + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()) + r")\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
ACTIVITIES: Final = re.compile(
    r"^(?:(?:principais |main |key )?(?:atividades|responsabilidades|atribui[cç][oõ]es|realiza[cç][oõ]es"
    r"|resultados|responsibilities|duties|activities|achievements|accomplishments"
    r"|actividades|logros|funciones|fun[cç][oõ]es|descri[cç][aã]o|description|conquistas|entregas)[^:]{0,30}):\s*",
    re.IGNORECASE,
)
ABBREVIATION_END: Final = re.compile(
    r"(?:\b(?:ltda|inc|s\.?\s?a|cia|jr|sr|corp|co|ltd|dr|etc)\.|\.\.\.)$", re.IGNORECASE
)


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
    heads = occupation_heads()
    if words[0] in heads or words[-1] in heads:
        score += 1.0
    elif any(word in heads for word in words):
        score += 0.5
    if SENIORITY.search(" ".join(words)):
        score += 0.8
    return score - (1.0 if len(words) > 9 else 0.0)


@functools.lru_cache(4096)
def company_score(text: str) -> float:
    return 1.6 if COMPANY.search(fold(text)) else 0.0


def is_place(text: str) -> bool:
    bare = text.strip(" ()")
    folded = key(bare)
    if folded in places():
        return True
    place = place_in(bare)
    return place is not None and len(place) >= len(bare) - 2


def take_place(text: str) -> tuple[str, str | None]:
    """The text without a city and state, and that place."""
    closing = PARENTHESIS.search(text)
    if closing and CONTRACT.match(fold(closing.group(1))):
        text = text[: closing.start()].rstrip(" ,-–")
    found = CITY_STATE.search(text) or CITY_REGION.search(text)
    if not found and (closing := PARENTHESIS.search(text)) and reads_like_place(closing.group(1)):
        return text[: closing.start()].rstrip(" ,-–"), closing.group(1)
    if not found or found.group(2) in {
        "SA",
        "II",
        "TI",
        "IT",
        "RH",
        "HR",
        "UX",
        "UI",
        "QA",
        "BI",
        "PM",
        "AI",
        "IA",
    }:
        return text, None
    rest = (text[: found.start()] + " | " + text[found.end() :]).strip(" |,–—-()")
    return rest, found.group().strip(" ()")


def reads_like_place(text: str) -> bool:
    if is_place(text):
        return True
    words = text.split()
    capital = all(word[0].isupper() or word in {"de", "da", "do", "das", "dos", "del"} for word in words)
    named = (
        company_score(text)
        or title_score(text) >= 1
        or SENIORITY.search(fold(text))
        or CONTRACT.match(fold(text))
    )
    return capital and len(words) <= 4 and not text.isupper() and not named


def split_pieces(texts: list[str], need: int = 2) -> list[str]:
    """Pieces at strong separators; at commas and `at`, `na` only when too few came out."""
    pieces = [piece.strip(" ,;–—-") for text in texts for piece in STRONG.split(text)]
    pieces = [piece for piece in pieces if re.search(r"\w", piece)]
    if len(pieces) < need:
        pieces = [
            part.strip() for piece in pieces for part in rejoin(WEAK.split(piece)) if part and part.strip()
        ]
    return pieces


def rejoin(parts: list[str]) -> list[str]:
    """What a comma split and should not have: `Price, Wells and Sons`, and a region after its city."""
    found: list[str] = []
    for part in parts:
        before = found[-1] if found else ""
        listed = LISTED.match(part) and re.fullmatch(r"[^\W\d_]{2,}(?: [^\W\d_]+)?", before)
        if listed and title_score(before) < 0.8 and not is_place(before):
            found[-1] = f"{before}, {part}"
        elif not (before and is_place(before) and len(found) > 1 and reads_like_region(part)):
            found.append(part)
    return found


def reads_like_region(text: str) -> bool:
    """A short proper name, which after a city is that of what the city lies in."""
    return len(text.split()) <= 3 and reads_like_place(text)


def is_header_like(line: Line) -> bool:
    """Whether a line may name a position, an employer or a place rather than describe work."""
    text = line.text.strip()
    if line.bullet or not text or len(text) > 115 or len(text.split()) > 16:
        return False
    if text[-1] in ".;" and not ABBREVIATION_END.search(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "(\"'“") or ACTIVITIES.match(text):
        return False
    return not starts_with_verb(text)


def starts_with_verb(text: str) -> bool:
    words = key(text).split()
    forms = verbs()
    first = forms.get(words[0]) if words else None
    if first is None or words[0] in occupation_heads() or title_score(STRONG.split(text)[0]) >= 1.8:
        return False
    return words[0].endswith(("ei", "ed", "ou", "eu", "iu", "ing", "ando", "endo", "indo")) or (
        len(words) > 4 and title_score(text) < 1.5
    )
