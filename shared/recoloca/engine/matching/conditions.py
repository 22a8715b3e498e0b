"""Conditions that no skill tells: a professional register, a driving licence, and availability.

Registers are the councils of Brazil's regulated professions (law 6.839/1980 makes the registration compulsory); the
categories of a licence are those of the traffic code (law 9.503/1997, art. 143): D and E take those below them in,
A stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from recoloca.engine.analysis.words.text import fold

COUNCILS: Final = [
    "coren",
    "crea",
    "oab",
    "crc",
    "cro",
    "crf",
    "crp",
    "crn",
    "crefito",
    "crmv",
    "creci",
    "cau",
    "cress",
    "cref",
    "crbm",
    "crfa",
    "corecon",
    "conrerp",
    "cft",
    "crq",
    "crt",
    "crb",
]
REGISTER: Final = re.compile(
    rf"\b({'|'.join(COUNCILS)})\b|\b(crm)(?=[ /-]?(?:ativo|[a-z]{{2}}[ /-]?\d)|\b[^.;]{{0,12}}\d{{4}})"
    r"|\b(?:registro|inscricao)[^.;]{0,12}\b(crm|cra)\b"
)
INACTIVE: Final = re.compile(r"\b(?:inativ[oa]|suspens[oa]|cancelad[oa]|inactive|suspended|vencid[oa])\b")
LICENCE: Final = re.compile(
    r"\bcnh\b|\bcarteira (?:nacional )?de (?:habilitacao|motorista)|\bhabilitacao (?=(?:na )?(?:categoria|cat\b"
    r"|[a-e]{1,2}\b))"
    r"|\bdriver'?s?'? licen[cs]e|\bdriving licen[cs]e|\b(?:licencia|carne|permiso|registro) de conduc"
)
CATEGORY: Final = re.compile(
    r"\b([ABCDE]{1,3})\b(?!/[a-z])(?:\s*(?:,|/|\be\b|\bou\b|\bo\b|\by\b|\bor\b|\band\b)\s*[\"“]?([ABCDE]{1,3})\b)?"
)
TAKES_IN: Final = {"A": "A", "B": "B", "C": "BC", "D": "BCD", "E": "BCDE"}
REACH: Final = 32
"""Characters after the licence in which its categories stand."""
AVAILABLE: Final = re.compile(
    r"\b(?:disponibilidad|disponive|disponib|availab|available|flexibilidade de|willing(?:ness)? to)"
)
KINDS: Final = {
    "travel": re.compile(r"\bviage(?:ns|m|ns)|\bviajar|\btravel|\bviaj"),
    "shift": re.compile(
        r"\bturno|\bescala|\brevezamento|\bplantao|\bplantoes|\bshift|\b12x36|\b6x1|\brotativ"
    ),
    "night": re.compile(r"\bnoturn|\bnight|\bnocturn|\bmadrugada"),
    "weekend": re.compile(
        r"\bfi(?:m|ns|nais) de semana|\bweekend|\bferiados|\bfines de semana|\bsabados|\bdomingos"
    ),
    "relocation": re.compile(r"\bmudanca|\bmudar|\brelocat|\btraslad|\bmudar-se"),
    "hours": re.compile(r"\bhorarios?|\bhours|\bhoras extras|\bovertime|\bperiodo integral|\bfull[- ]time"),
}
ALL_HOURS: Final = re.compile(
    r"\b(?:disponibilidade total|total disponibilidade|full availability|disponibilidad (?:total|completa))"
)
VEHICLE: Final = re.compile(
    r"\b(?:veiculo|carro|moto|automovel) propri[oa]|\bown (?:car|vehicle)|\b(?:vehiculo|auto) propio"
)


class Condition(NamedTuple):
    id: str
    """`register`, `licence`, `vehicle` or `availability`."""
    wording: str
    asked: frozenset[str]
    """Councils; categories (none: any licence); kinds of availability."""
    any: bool
    """Whether one of them is enough."""
    span: tuple[int, int]
    """What the condition takes of the line."""


def conditions_asked(text: str) -> list[Condition]:
    """The conditions that a line of an advertisement names."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    found: list[Condition] = []
    councils = [(next(filter(None, hit.groups())), hit) for hit in REGISTER.finditer(folded)]
    if councils:
        span = (councils[0][1].start(), councils[-1][1].end())
        wording = text[span[0] : span[1]]
        found.append(Condition("register", wording, frozenset(name for name, _ in councils), True, span))
    licence = LICENCE.search(folded)
    if licence:
        found.append(_licence_asked(text, licence))
    vehicle = VEHICLE.search(folded)
    if vehicle:
        found.append(Condition("vehicle", vehicle.group(), frozenset(["vehicle"]), False, vehicle.span()))
    kinds = availability(folded)
    if kinds:
        found.append(
            Condition(
                "availability", text, kinds, bool(re.search(r"\b(?:ou|or|o)\b", folded)), (0, len(text))
            )
        )
    return found


def _licence_asked(text: str, licence: re.Match[str]) -> Condition:
    tail = text[licence.end() : licence.end() + REACH]
    hits = CATEGORY.search(tail)
    if not hits:
        return Condition("licence", licence.group(), frozenset(), False, licence.span())
    either = bool(re.search(r"\b(?:ou|or|o)\b|/", hits.group()))
    end = licence.end() + hits.end()
    letters = frozenset("".join(part for part in hits.groups() if part))
    return Condition("licence", text[licence.start() : end], letters, either, (licence.start(), end))


def availability(folded: str) -> frozenset[str]:
    """The kinds of availability that a folded line declares or asks for; none without a word of availability."""
    if not AVAILABLE.search(folded):
        return frozenset()
    found = {name for name, pattern in KINDS.items() if pattern.search(folded)}
    if ALL_HOURS.search(folded) or ("hours" in found and "shift" not in found and "flex" in folded):
        found |= {"hours", "shift", "night", "weekend"}
    return frozenset(found)


class Conditions(NamedTuple):
    """What a CV shows, each with the line that shows it."""

    registers: dict[str, int]
    categories: dict[str, int]
    licence: int | None
    vehicle: int | None
    available: dict[str, int]

    def line(self, asked: Condition) -> int | None:
        """The line that meets a condition; None where none does."""
        shown = {"register": self.registers, "licence": self.categories, "availability": self.available}
        if asked.id == "vehicle":
            return self.vehicle
        if asked.id == "licence" and not asked.asked:
            return self.licence
        lines = [shown[asked.id].get(one) for one in sorted(asked.asked)]
        met = any(lines) if asked.any else all(lines)
        return next((line for line in lines if line), None) if met else None


def conditions_shown(lines: Iterable[tuple[int, str]]) -> Conditions:
    """The conditions in a CV's lines (number, text without what it denies)."""
    registers: dict[str, int] = {}
    categories: dict[str, int] = {}
    available: dict[str, int] = {}
    licences: list[int] = []
    vehicle: int | None = None
    for number, text in lines:
        folded = fold(text)
        if not INACTIVE.search(folded):
            for hit in REGISTER.finditer(folded):
                registers.setdefault(next(filter(None, hit.groups())), number)
        licence = LICENCE.search(folded)
        if licence and len(folded) == len(text):
            licences.append(number)
            for letter in _licence_asked(text, licence).asked:
                for one in TAKES_IN[letter]:
                    categories.setdefault(one, number)
        if vehicle is None and VEHICLE.search(folded):
            vehicle = number
        for kind in availability(folded):
            available.setdefault(kind, number)
    return Conditions(registers, categories, next(iter(licences), None), vehicle, available)
