"""The CV's lines as evidence: without what they deny, what has expired, and the names of employers and schools."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from recoloca.engine.analysis.result import AnalysisResult
from recoloca.engine.analysis.words.text import fold

DENIED: Final = re.compile(
    r"\b(?:nao (?:possuo|tenho|sei|domino|conheco|trabalhei|falo|atuei|uso|utilizo)|nunca (?:trabalhei|usei|atuei"
    r"|tive)"
    r"|sem (?:experiencia|conhecimento|dominio|vivencia|cnh|nocao|nocoes)|no (?:experience|knowledge)"
    r"|never (?:used|worked)|without (?:experience|knowledge)|(?:do not|don't|did not|didn't) (?:have|know|hold"
    r"|speak)"
    r"|no (?:tengo|poseo|conozco|manejo|hablo)|sin (?:experiencia|conocimiento)|nunca (?:trabaje|use)"
    r"|(?:interesse em|quero|gostaria de|desejo|pretendo) (?:aprender|conhecer)|(?:want|willing|eager|hope) to learn"
    r"|(?:quiero|deseo|me gustaria) aprender)\b"
)
CLAUSE_END: Final = re.compile(r"[.;]\s|[.;]$|,?\s(?:mas|porem|but|pero)\s|\s\|\s")
EXPIRED: Final = re.compile(r"\b(?:vencid[oa]|expirad[oa]|expired|caducad[oa]|lapsed)\b")
UNTIL: Final = re.compile(
    r"\b(?:valid[oa] ate|validade:?(?: ate)?|valid (?:until|through|to)|expires?:?(?: on| in)?|vence(?: em)?"
    r"|valid[oa] hasta"
    r"|vencimento:?|expira(?: em)?)\s*(?:(?:\d{1,2}/)?(\d{1,2})/)?((?:19|20)\d{2})\b"
)
ITEM: Final = re.compile(r"[,;|•]")


BARE: Final = re.compile(r"^\W*(?:vencid|expirad|expired|caducad|lapsed|valid|vence|vencimento|expir)")
"""An item that is only the date at which the one before it ends: `ACLS, expired in 2024`."""


def evidence(result: AnalysisResult, today: date | None) -> list[tuple[int, str]]:
    """Every line's number with what of its text shows something.

    A denial, an expired certificate and the name of an employer or of a school show no skill. `today` decides what has
    expired; without it only what the CV itself calls expired has.
    """
    names = [one["company"] for one in result["experience"]] + [
        one["institution"] for one in result["education"]
    ]
    owned = [
        (one["lines"], name)
        for one, name in zip([*result["experience"], *result["education"]], names, strict=True)
    ]
    found: list[tuple[int, str]] = []
    for line in result["lines"]:
        text = without_expired(without_denied(line["text"]), today)
        for lines, name in owned:
            if name and lines[0] - 1 <= line["n"] <= lines[1] and name in text:
                text = text.replace(name, " ")
        found.append((line["n"], text))
    return found


def without_denied(text: str) -> str:
    """The text without the clauses that deny: `Excel. Não possuo CNH` as `Excel`."""
    folded = fold(text)
    while len(folded) == len(text) and (denied := DENIED.search(folded)):
        end = CLAUSE_END.search(folded, denied.end())
        text = text[: denied.start()] + (text[end.start() :] if end else "")
        folded = fold(text)
    return text


def without_expired(text: str, today: date | None) -> str:
    """The text without the items of it that have expired: `ACLS (válido até 05/2021), BLS` as `BLS`."""
    folded = fold(text)
    if not (EXPIRED.search(folded) or UNTIL.search(folded)):
        return text
    kept: list[str] = []
    for item in ITEM.split(text):
        expired = has_expired(fold(item), today)
        if expired and kept and BARE.match(fold(item)):
            kept.pop()
        if not expired:
            kept.append(item)
    return ", ".join(kept)


def has_expired(folded: str, today: date | None) -> bool:
    """Whether a folded item calls itself expired or names an end before the month of `today`."""
    until = UNTIL.search(folded)
    if until and today:
        year, month = int(until.group(2)), int(until.group(1) or 12)
        return (year, month) < (today.year, today.month)
    return bool(EXPIRED.search(folded)) and not until
