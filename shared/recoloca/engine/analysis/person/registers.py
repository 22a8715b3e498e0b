"""Registers of regulated professions: which council, in which state, under which number."""

from __future__ import annotations

import re
from typing import Final

from ..lines.line import TextLine
from ..result import ProfessionalRegister
from ..words.places import STATES

COUNCILS: Final = (
    "CRM|CRO|COREN|CREA|CAU|OAB|CRC|CRP|CRECI|CREFITO|CRF|CREF|CRESS|CRN|CRQ|CRBM|CRBIO|CRMV|CRA|CORECON|CREFONO|CRFA"
    "|CRT|CFT|CRTR|CONRERP|CORE|CRB|DRT|MTB"
)
"""The councils that Brazilian law lets register a profession, and the ministry's registers of artists (DRT) and
journalists (MTB)."""
REGISTER: Final = re.compile(
    rf"\b(?P<council>{COUNCILS})(?:\s?[-–/]?\s?(?P<before>{STATES})\b)?\s{{0,3}}(?:n[.ºo°]{{0,2}}\s?)?[:#–-]?\s{{0,3}}"
    rf"(?P<number>(?:\d{{1,2}}/)?\d[\d.]{{2,10}}(?:[-/](?!(?:{STATES})\b)[A-Z0-9]{{1,3}}\b){{0,2}})"
    rf"(?:\s?[-–/]\s?(?P<after>{STATES})\b)?",
    re.IGNORECASE,
)


YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""`Curso de CRM 2019`: customer relations, not the council of medicine."""


def find_registers(lines: list[TextLine]) -> list[ProfessionalRegister]:
    """Each register once, in the order of the lines: `CRM-SP 123456`, `OAB/MG 98.765`, `CRC-PE 012345/O-7`."""
    found: dict[tuple[str, str], ProfessionalRegister] = {}
    for line in lines:
        for match in REGISTER.finditer(line.text) if any(map(str.isdigit, line.text)) else ():
            council, number = match.group("council").upper(), match.group("number").rstrip(".")
            state = match.group("before") or match.group("after")
            if match.group("council").islower() or (state is None and YEAR.fullmatch(number)):
                continue
            found.setdefault(
                (council, number),
                {"council": council, "state": state.upper() if state else None, "number": number},
            )
    return list(found.values())
