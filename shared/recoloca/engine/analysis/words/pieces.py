"""The pieces of an entry's header line, told apart: position, employer, place."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import occupation_heads, verbs
from .places import is_place, reads_like_region
from .positions import title_score
from .schools import is_acronym, names_school
from .text import key, trim

STRONG: Final = re.compile(r"\s+[-–—]+\s+|\s*[|•·►▪]\s*|\s{2,}|\t|\s*—\s*")
WEAK: Final = re.compile(
    r",\s+(?!(?:inc|ltd|llc|ltda|s\.?\s?/?a|corp|co)(?:[.,\s]|$))|(?<!\s)\s+(?:at|@|na|no|en)\s+(?=[A-ZÀ-Þ\d])|:\s+",
    re.IGNORECASE,
)
LISTED: Final = re.compile(r"[^\W\d_]+ (?:e|y|and|&) [^\W\d_]+$")
"""The end of a list of names, which is one name where it follows a comma."""
SLASH: Final = re.compile(r"(?<!\s)\s+//?\s+")
LABELS: Final = {
    "company": r"(?:nome da )?empresa|local de trabalho|company|(?:nome(?: e morada)? do )?empregador|employer|firma"
    r"|organiza[cç][aã]o|institui[cç][aã]o|organization|contratante|raz[aã]o social|empleador"
    r"|name and address of employer|nombre y direcci[oó]n del? (?:empleador|empresa)",
    "title": r"cargo(?: ocupado| exercido)?|fun[cç][aã]o(?: exercida)?|cargo ?/ ?fun[cç][aã]o|patente|posi[cç][aã]o"
    r"|position|title|job title|role|puesto|posto|ocupa[cç][aã]o|[uú]ltimo cargo|cargos(?: ocupados| exercidos)?"
    r"|fun[cç][aã]o ou cargo ocupado|occupation or position held|profesi[oó]n o cargo desempe[nñ]ado"
    r"|cargo desempe[nñ]ado",
    "period": r"per[ií]odo|period|dates?|datas?|dura[cç][aã]o|fechas?|admiss[aã]o|sa[ií]da|in[ií]cio|t[eé]rmino|tempo"
    r"|entrada|demiss[aã]o|desligamento|fim|anos?|start|end|desde|hasta"
    r"|data de (?:admiss[aã]o|in[ií]cio|sa[ií]da|entrada|demiss[aã]o|t[eé]rmino|desligamento)",
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
STACK: Final = re.compile(
    r"^(?:tecnologias?|ferramentas|stack|technologies|tools|tech stack|tech|ambiente|environment"
    r"|herramientas|tecnolog[ií]as|keywords|skills|compet[eê]ncias)\b[^:]{0,25}:",
    re.IGNORECASE,
)
"""A line that lists what an entry's work was done with."""
ABBREVIATION_END: Final = re.compile(
    r"(?:\b(?:ltda|inc|s\.?\s?a|s\.?\s?l|cia|jr|sr|corp|co|ltd|dr|etc)\.|\.\.\.)$", re.IGNORECASE
)


def are_columns(texts: list[str]) -> bool:
    """`Empresa`, `Cargo`, `Período`: the names of a table's columns."""
    return len(texts) > 1 and all(":" not in text and LABEL.match(f"{text}:") for text in texts)


def split_pieces(texts: list[str], need: int = 2) -> list[str]:
    """Pieces at strong separators; at commas and `at`, `na` only when too few came out."""
    pieces = [piece for text in texts for piece in at_separators(text)]
    if len(pieces) < need:
        pieces = [
            part.strip() for piece in pieces for part in rejoin(WEAK.split(piece)) if part and part.strip()
        ]
    return pieces


def at_strong(text: str) -> list[str]:
    """Pieces and the separators between them in turn; a separator within closed brackets parts nothing."""
    parts: list[str] = []
    start = 0
    for found in STRONG.finditer(text):
        before = text[: found.start()]
        if before.count("(") > before.count(")") and ")" in text[found.end() :]:
            continue
        parts += [text[start : found.start()], found.group()]
        start = found.end()
    return [*parts, text[start:]]


TAGLINE: Final = re.compile(
    r"^(?:empresa|ind[uú]stria|multinacional|nacional|companhia|rede|grupo|startup|escrit[oó]rio|consultoria|segmento|ramo)\b"
    r".*\b(?:ramo|segmento|setor|porte|l[ií]der|especializada|funcion[aá]rios|colaboradores|nacional|multinacional"
    r"|respons[aá]vel|fabricante|voltada|atuante)\b",
    re.IGNORECASE,
)
"""What says what an employer does: `Empresa nacional do ramo de bebidas`, `Nacional de grande porte`."""
TAGLINE_NOTE: Final = re.compile(r"(?:(?<!\s)\s+)?\(([^()]{4,120})\)\s*$")


def without_tagline(text: str) -> str:
    """The text without a note in brackets at its end that says what an employer does."""
    note = TAGLINE_NOTE.search(text)
    return text[: note.start()] if note and TAGLINE.match(note.group(1)) else text


SUFFIX: Final = re.compile(r"^(?:m\.?e\.?|e\.?p\.?p\.?|mei|eireli|ltda\.?|s\.?/?a\.?)$", re.IGNORECASE)
"""Legal forms that a dash parts from the employer's name."""


def at_separators(text: str) -> list[str]:
    """Pieces at strong separators; a legal form, and an acronym before its school's name, stay with their name."""
    parts = at_strong(text)
    found: list[str] = []
    for index in range(0, len(parts), 2):
        piece = trim(without_tagline(parts[index]), " ,;–—-")
        if not re.search(r"\w", piece) or (found and TAGLINE.match(piece)):
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


def starts_with_verb(text: str) -> bool:
    words = key(text).split()
    forms = verbs()
    first = forms.get(words[0]) if words else None
    if first is None or words[0] in occupation_heads() or title_score(STRONG.split(text)[0]) >= 1.8:
        return False
    return words[0].endswith(("ei", "ed", "ou", "eu", "iu", "ing", "ando", "endo", "indo")) or (
        len(words) > 4 and title_score(text) < 1.5
    )
