"""The conditions of an advertisement in numbers and levels: years, spoken languages, a degree."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from recoloca.engine.analysis.words.lexicon import vocabulary
from recoloca.engine.analysis.words.text import fold, key

LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
NUMBERS: Final = {
    "um": 1, "uma": 1, "one": 1, "uno": 1, "un": 1, "dois": 2, "duas": 2, "two": 2, "dos": 2, "tres": 3, "three": 3,
    "quatro": 4, "four": 4, "cuatro": 4, "cinco": 5, "five": 5, "seis": 6, "six": 6, "sete": 7, "seven": 7, "siete": 7,
    "oito": 8, "eight": 8, "ocho": 8, "dez": 10, "ten": 10, "diez": 10,
}  # fmt: skip
NUMBER: Final = rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})\s*(?:\(\w+\)\s*)?(?:\+|ou mais|or more|o mas)?\s*"
RANGE: Final = r"(?:(?:a|-|to|e|ate)\s*\d{1,2}\s*\+?\s*)?"
YEARS: Final = re.compile(rf"{NUMBER}{RANGE}(?:anos?|years?|yrs)\b")
MONTHS: Final = re.compile(rf"{NUMBER}{RANGE}(?:mes(?:es)?|months?)\b")
EXPERIENCE: Final = re.compile(
    r"\b(?:experi|atua|vivencia|trabalh|work|minimo|minimum|at least|ao menos|pelo menos|al menos)"
)
NOT_EXPERIENCE: Final = re.compile(
    r"\b(?:maior(?:es)? de|contrato de|contract of|duracao|idade|age|aged|mayor(?:es)? de|edad|mercado|market"
    r"|history|historia)\b"
)
"""With one of these words a number of years is an age, the length of a contract or the history of a company."""
MOST_YEARS: Final = 25
"""A larger number of years is something else, such as the age of a company."""

RANKS: Final = {
    "elementary": 1, "secondary": 2, "technical": 3, "technologist": 4, "bachelor": 5, "licentiate": 5,
    "postgraduate": 6, "mba": 6, "master": 7, "doctorate": 8,
}  # fmt: skip
DEGREES: Final = (
    (1, r"ensino fundamental|elementary school|educacion primaria"),
    (
        2,
        r"ensino medio|2o? grau|segundo grau|high school|bachillerato|educacion secundaria|secundaria completa",
    ),
    (
        3,
        (
            r"(?:curso |ensino |formacao |nivel |medio )tecnic[oa]|tecnic[oa] (?:em|en)|associate'?s? degree"
            r"|vocational"
            r"|formacion profesional|ciclo formativo|fp de grado|grado (?:medio|superior)"
        ),
    ),
    (
        4,
        (
            r"tecnolog[oa] em|graduacao tecnologica|(?:ensino|curso|nivel|formacao) superior"
            r"|superior (?:completo|em|cursando|incompleto)|(?<!pos-)(?<!pos )graduacao|(?<!pos-)(?<!pos )graduad[oa]"
            r"|formacao (?:academica )?(?:completa )?em|formad[oa] em"
            r"|(?:university|college|undergraduate|four-year) degree|degree|diploma|grado universitario|grado en"
            r"|titulo universitario|titulacion|carrera universitaria|estudios universitarios"
        ),
    ),
    (5, r"bacharel(?:ado)?|licenciatura|bachelor'?s?(?: degree)?|licenciad[oa] en|ingenieria en|b\.?sc\b"),
    (
        6,
        (
            r"pos-?\s?graduacao|pos-?\s?graduad[oa]|pos (?=em\b)|especializacao em|lato sensu|\bmba\b"
            r"|postgraduate(?: degree| diploma)?|graduate degree|posgrado|residencia medica"
        ),
    ),
    (7, r"mestrado|master'?s?(?: degree)|master's|\bm\.?sc\b|maestria|master (?:en|of)"),
    (8, r"doutorado|\bph\.?d\b|doctorado|doctorate|doctoral degree"),
)
DEGREE: Final = re.compile("|".join(rf"(?P<r{rank}>\b(?:{words}))" for rank, words in DEGREES))
FIELD: Final = re.compile(
    r"^\W*(?:(?:completo|completa|concluido|concluida|cursando|degree)\W+)*(?:em|in|of|en|de|do|da)\s+(.{3,80})"
)
FIELD_END: Final = re.compile(
    r"[.;()]|\b(?:ou areas?|e areas?|ou cursos?|or (?:a )?related|or equivalent|o afin|u otr|e experiencia"
    r"|and experience|com experiencia|preferred|desejavel|obrigatori)"
)
RELATED: Final = re.compile(
    r"\b(?:afins?|correlat[oa]s?|related|similar(?:es)?|equivalent|relacionad[oa]s?|equivalente)\b"
)


ONGOING: Final = re.compile(
    r"\b(?:cursando|incomplet[oa]|em andamento|em curso|in progress|ongoing|estudante|enrolled|cursand|en curso)\b"
)


class Spoken(NamedTuple):
    name: str
    """The ISO 639-1 code."""
    level: str | None
    """A1 to C2 or native; None when the advertisement gives none."""


class Degree(NamedTuple):
    rank: int
    """A rank of `RANKS`, from 1 for elementary school to 8 for a doctorate."""
    wording: str
    field: str
    related: bool
    """Whether the advertisement accepts a related field too."""
    ongoing: bool = False
    """Whether the advertisement accepts a person who is still studying."""


def years_asked(text: str) -> float | None:
    """The years of experience that a line asks for; None without any.

    Months count as a part of a year, rounded to two decimals.
    """
    folded = fold(text)
    years, months = YEARS.search(folded), MONTHS.search(folded)
    if not (years or months) or NOT_EXPERIENCE.search(folded) or not EXPERIENCE.search(folded):
        return None
    asked = (_number(years) if years else 0) + round((_number(months) if months else 0) / 12, 2)
    return asked if 0 < asked <= MOST_YEARS else None


def _number(found: re.Match[str]) -> int:
    return NUMBERS.get(found.group(1)) or int(found.group(1))


def spoken_asked(text: str) -> list[Spoken]:
    """The languages of a line, each with the level beside its name."""
    names, words = vocabulary("language_names", "iso"), key(text).split()
    hits = [(place, names[word]) for place, word in enumerate(words) if word in names]
    found: dict[str, Spoken] = {}
    for order, (place, iso) in enumerate(hits):
        end = hits[order + 1][0] if order + 1 < len(hits) else len(words)
        level = level_in(words[place + 1 : min(end, place + 5)]) or level_in(words[max(0, place - 3) : place])
        found.setdefault(iso, Spoken(iso, level))
    return list(found.values())


def level_in(words: list[str]) -> str | None:
    """The level of the longest matching words; None without one."""
    levels = vocabulary("language_levels", "level")
    for size in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            level = levels.get(" ".join(words[start : start + size]))
            if level:
                return level
    return None


def degree_asked(text: str) -> Degree | None:
    """The lowest degree that the text accepts, with its field; None without one."""
    folded = fold(text)
    if len(folded) != len(text):
        return None
    hits = list(DEGREE.finditer(folded))
    if not hits:
        return None
    ranks = [(rank_of(hit), hit) for hit in hits]
    rank, _ = min(ranks, key=lambda pair: pair[0])
    last = hits[-1]
    after = FIELD.match(
        folded[last.end() - 3 :]
        if folded[: last.end()].endswith((" em", " en", " of"))
        else folded[last.end() :]
    )
    field = FIELD_END.split(after.group(1))[0].strip(" ,") if after else ""
    start = folded.find(field, last.start()) if field else 0
    wording = text[hits[0].start() : max(last.end(), start + len(field))]
    return Degree(
        rank,
        wording,
        text[start : start + len(field)],
        bool(RELATED.search(folded)),
        bool(ONGOING.search(folded)),
    )


def rank_of(hit: re.Match[str]) -> int:
    """The rank of a match of `DEGREE`, from the name of its group (`r1` to `r8`)."""
    return int((hit.lastgroup or "r5")[1:])
