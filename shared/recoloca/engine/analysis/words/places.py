"""Places: a city with its state or country, in an address, in brackets, or alone."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import places, regions
from .positions import COMPANY, CONTRACT, SENIORITY, company_score, title_score
from .schools import is_acronym
from .text import fold, key

STATES: Final = "AC|AL|AP|AM|BA|CE|DF|ES|GO|MA|MT|MS|MG|PA|PB|PR|PE|PI|RJ|RN|RS|RO|RR|SC|SP|SE|TO"


CITY: Final = r"[A-ZÀ-Þ][\w'’.]{1,40}(?:[ -](?:d[aeo]s?|del?|la|[A-ZÀ-Þ][\w'’.]{1,40})){0,4}"


CITY_STATE: Final = re.compile(
    rf"({CITY})\s*(?:[-–—/,(]|\s-\s)\s*({STATES})\b(?!\s+(?:in|of|em|en)\b)\)?(?:\s*[-–,/]?\s*(?:Brasil|Brazil))?"
)


CITY_REGION: Final = re.compile(rf"({CITY}),\s*([A-Z]{{2}})\b(?!\s+(?:in|of|em|en)\b)")


CITY_COUNTRY: Final = re.compile(rf"({CITY})(?:\s*[,/–-]\s*({CITY}))?")


AREA: Final = re.compile(
    r"(?<!\s)\s+(?:Metropolitan\s+)?(?:Area|e Regi[aã]o|y alrededores)(?=,|$)", re.IGNORECASE
)
"""How professional networks write a city and what lies around it."""


POSTAL: Final = re.compile(rf"\b\d{{5}}(?:-\d{{3}})?\s+({CITY})")


REGISTER: Final = re.compile(r"^(?:CR[A-Z]{1,4}|COREN|CRECI|CREFITO|CREA|OAB|CAU|SSP|DETRAN|MTB|DRT)$")
"""Professional registers and offices whose name stands before a state: `COREN-MG` is no city."""


def place_in(text: str, about_person: bool = False) -> str | None:
    """A city with its state or country, or a known place alone, as written.

    `about_person`: the text introduces the person, so `Pains, Minas Gerais, Brasil` begins with a city, no employer.
    """
    found = next((one for one in CITY_STATE.finditer(text) if not REGISTER.match(one.group(1))), None)
    if found:
        return found.group().strip(" (").rstrip(")") + (")" if "(" in found.group() else "")
    for part in re.split(r"\s*[|•·]\s*|\s{2,}", text):
        piece = AREA.sub("", part.strip(" ,.-–"))
        match = CITY_COUNTRY.fullmatch(piece)
        if match and is_named_place(match, about_person):
            return piece
        parts = piece.split(", ")
        known = all(key(one) in places() for one in (parts[-2:] if about_person else parts))
        if 2 < len(parts) <= 4 and known and re.fullmatch(CITY, parts[0]):
            return piece
        region = CITY_REGION.search(piece)
        if region:
            return region.group()
        postal = POSTAL.search(piece)
        if postal and key(postal.group(1)) in places():
            return postal.group(1)
    return None


def is_named_place(found: re.Match[str], about_person: bool) -> bool:
    """A place alone, or a city with its state or country; `Padaria Sol, Betim` is an employer and its city."""
    first, second = key(found.group(1)), key(found.group(2) or "")
    if not second:
        return first in places()
    return second in regions() or (second in places() and (about_person or first in places()))


PARENTHESIS: Final = re.compile(r"(?:(?<!\s)\s+)?\(([^()\d]{3,40})\)?\s*$")


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
        city = TAIL_PLACE.search(text[: tail.start()]) if key(tail.group(1)) in regions() else None
        start = city.start() if city and reads_like_place(city.group(1)) else tail.start()
        return text[:start], text[start:].strip(" ,")
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
    start = found.start() + glued_name(found.group(1))
    rest = (text[:start] + " | " + text[found.end() :]).strip(" |,–—-()")
    return rest, text[start : found.end()].strip(" ()")


def glued_name(city: str) -> int:
    """Where the city begins after an employer that a hyphen joins to it: `Sunny Bakery-Boston`; 0 where it is one."""
    name, hyphen, after = city.rpartition("-")
    glued = hyphen and key(city) not in places() and (" " in name or key(after) in places())
    return len(name) + 1 if glued and after[:1].isupper() else 0


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


def reads_like_region(text: str) -> bool:
    """A short proper name, which after a city is that of what the city lies in."""
    return len(text.split()) <= 3 and reads_like_place(text)
