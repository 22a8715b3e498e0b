"""The pieces of an entry's header line, told apart: position, employer, place."""

from __future__ import annotations

import functools
import re
from typing import Final

from .contact import CITY_REGION, CITY_STATE, place_in
from .lexicon import classified, classified_heads, occupation_heads, occupations, places, verbs
from .lines import Line
from .schools import is_acronym, names_school
from .text import fold, key, trim

STRONG: Final = re.compile(r"\s+[-–—]+\s+|\s*[|•·►▪]\s*|\s{2,}|\t|\s*—\s*")
WEAK: Final = re.compile(
    r",\s+(?!(?:inc|ltd|llc|ltda|s\.?\s?/?a|corp|co)(?:[.,\s]|$))|(?<!\s)\s+(?:at|@|na|no|en)\s+(?=[A-ZÀ-Þ\d])|:\s+",
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
PARENTHESIS: Final = re.compile(r"(?:(?<!\s)\s+)?\(([^()\d]{3,40})\)?\s*$")
LISTED: Final = re.compile(r"[^\W\d_]+ (?:e|y|and|&) [^\W\d_]+$")
"""The end of a list of names, which is one name where it follows a comma."""
SLASH: Final = re.compile(r"(?<!\s)\s+//?\s+")
LABELS: Final = {
    "company": r"(?:nome da )?empresa|local de trabalho|company|empregador|employer|organiza[cç][aã]o"
    r"|institui[cç][aã]o|organization",
    "title": r"cargo(?: ocupado| exercido)?|fun[cç][aã]o(?: exercida)?|cargo ?/ ?fun[cç][aã]o|patente|posi[cç][aã]o"
    r"|position|title|job title|role|puesto|posto|ocupa[cç][aã]o|[uú]ltimo cargo",
    "period": r"per[ií]odo|period|dates?|data|dura[cç][aã]o|fechas?|admiss[aã]o|sa[ií]da|in[ií]cio|t[eé]rmino|tempo"
    r"|data de (?:admiss[aã]o|in[ií]cio|sa[ií]da)",
    "location": r"local(?:idade)?|localiza[cç][aã]o|location|cidade|city|lugar",
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
SCHOOL_SCORE: Final = 3.0
"""A name that begins with a kind of school is an employer, whatever trade it teaches."""
STACK: Final = re.compile(
    r"^(?:tecnologias?|ferramentas|stack|technologies|tools|tech stack|tech|ambiente|environment"
    r"|herramientas|tecnolog[ií]as|keywords|skills|compet[eê]ncias)\b[^:]{0,25}:",
    re.IGNORECASE,
)
"""A line that lists what an entry's work was done with."""
ABBREVIATION_END: Final = re.compile(
    r"(?:\b(?:ltda|inc|s\.?\s?a|s\.?\s?l|cia|jr|sr|corp|co|ltd|dr|etc)\.|\.\.\.)$", re.IGNORECASE
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


def is_place(text: str) -> bool:
    bare = text.strip(" ()")
    folded = key(bare)
    if folded in places():
        return True
    if COMPANY.search(fold(bare)) and folded.split()[0] not in places():
        return False
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
    tail = TAIL_PLACE.search(text) if not found else None
    if tail and key(tail.group(1)) in places() and not is_place(text[: tail.start()]):
        return text[: tail.start()], tail.group(1)
    if (
        not found
        or is_acronym(found.group(1))
        or found.group(2)
        in {
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
        }
    ):
        return text, None
    rest = (text[: found.start()] + " | " + text[found.end() :]).strip(" |,–—-()")
    return rest, found.group().strip(" ()")


TAIL_PLACE: Final = re.compile(r"(?<=\w),\s+([^,]{3,40})$")
KINDS_OF_PLACE: Final = re.compile(
    r"^(?:casa|turno|periodo|unidade|setor|projeto|loja|equipe|area|temporari[oa]|contrato|familia|escala|efetiv[oa]"
    r"|noite|noturno|diurno|filial|matriz)$"
)
"""First words of notes in brackets that name no city, folded."""


def reads_like_place(text: str) -> bool:
    if is_place(text):
        return True
    words = text.split()
    if KINDS_OF_PLACE.match(fold(words[0])):
        return False
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
    pieces = [piece for text in texts for piece in at_separators(text)]
    if len(pieces) < need:
        pieces = [
            part.strip() for piece in pieces for part in rejoin(WEAK.split(piece)) if part and part.strip()
        ]
    return pieces


SUFFIX: Final = re.compile(r"^(?:m\.?e\.?|e\.?p\.?p\.?|mei|eireli|ltda\.?|s\.?/?a\.?)$", re.IGNORECASE)
"""Legal forms that a dash parts from the employer's name."""


def at_separators(text: str) -> list[str]:
    """Pieces at strong separators; a legal form, and an acronym before its school's name, stay with their name."""
    parts = re.split(f"({STRONG.pattern})", text)
    found: list[str] = []
    for index in range(0, len(parts), 2):
        piece = trim(parts[index], " ,;–—-")
        if not re.search(r"\w", piece):
            continue
        joint = parts[index - 1].strip() if index else ""
        dash = joint in {"-", "–", "—"} and bool(found)
        if dash and (SUFFIX.match(piece) or (is_acronym(found[-1]) and names_school(piece))):
            found[-1] = f"{found[-1]} {joint} {piece}"
        else:
            found.append(piece)
    return found


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
    return keep_list(found)


def keep_list(parts: list[str]) -> list[str]:
    """`Oliveira, Brito e Sá Contadores Associados` after a title: surnames that a comma parts are one employer."""
    if len(parts) < 3 or title_score(parts[0]) < 1 or any(map(is_place, parts[1:])):
        return parts
    surnames = all(SURNAME.match(part) for part in parts[1:-1]) and PARTNERS.match(parts[-1])
    return [parts[0], ", ".join(parts[1:])] if surnames else parts


SURNAME: Final = re.compile(r"^[A-ZÀ-Þ][\w'’]+(?: [A-ZÀ-Þ][\w'’]+)?$")
PARTNERS: Final = re.compile(r"^[A-ZÀ-Þ][\w'’]+ (?:e|&|y|and) [A-ZÀ-Þ]")


def reads_like_region(text: str) -> bool:
    """A short proper name, which after a city is that of what the city lies in."""
    return len(text.split()) <= 3 and reads_like_place(text)


def is_header_like(line: Line) -> bool:
    """Whether a line may name a position, an employer or a place rather than describe work."""
    text = line.text.strip()
    if line.bullet or not text or len(text) > 115 or len(text.split()) > 16:
        return False
    if (text[-1] in ".;" and not ABBREVIATION_END.search(text)) or STACK.match(text):
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
