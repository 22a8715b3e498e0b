"""Entries told in a sentence: `Trabalhei na Lojas Estrela como Vendedora de 01/2013 a 12/2014.`"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..words.dates import Period, periods, without
from ..words.positions import title_score
from ..words.text import trim

NAME: Final = r"[A-ZÀ-Þ0-9“\"][^,;]{0,120}?"
END: Final = (
    r"(?=(?<!\s)\s+(?:de|desde|entre|durante|por|from|since|for|onde|em parceria)\b|[,;.]|(?<!\s)\s*(?:\0|$))"
)
WORKED: Final = (
    r"(?:trabalhei|atuei|fui|trabalho|atuo|estagiei|prestei servi[cç]os?|worked|i worked"
    r"|trabaj[eé]|trabajo)\b"
)
AT: Final = r"(?:na empresa|no|na|nos|nas|em|para a|para o|para|pela|pelo|at|for|with|en la empresa|en)"
AS: Final = r"(?:como|na fun[cç][aã]o de|no cargo de|exercendo a fun[cç][aã]o de|com o cargo de|as an?|as|de)"
FORMS: Final = (
    re.compile(
        rf"{WORKED}\s+{AT}\s+(?P<company>{NAME})\s+{AS}\s+(?P<title>[^,;.]{{1,120}}?){END}", re.IGNORECASE
    ),
    re.compile(
        rf"{WORKED}\s+{AS}\s+(?P<title>[^,;.]{{1,120}}?)\s+{AT}\s+(?P<company>{NAME}){END}", re.IGNORECASE
    ),
)
SHORT: Final = re.compile(
    r"^(?P<title>[^,;.]{0,119}?[^,;.\s])\s+(?:(?:no|na|em)\s+(?:projeto|programa)\b.{0,80}?\s)?(?:no|na|em|at)\s+"
    rf"(?P<company>[A-ZÀ-Þ].*?){END}"
)
"""A position and where, as an item of a list: `Aprendiz como repositora em Farmácia Boa Raiz.`"""
POSITION: Final = 0.8
"""The score from which on the first words of an item are a position."""


class Told(NamedTuple):
    title: str
    company: str
    period: Period | None


def in_sentence(text: str) -> Told | None:
    """The entry that a sentence with its verb tells, if it names both."""
    dates = periods(text)
    plain = text
    for date in reversed(dates):
        plain = plain[: date.span[0]] + "\0" + plain[date.span[1] :]
    for form in FORMS:
        found = form.search(plain)
        if found and title_score(found.group("title")) >= POSITION:
            period = next((one for one in dates if one.is_range), dates[0] if dates else None)
            return Told(trim(found.group("title")), trim(found.group("company")), period)
    return None


def in_item(text: str) -> Told | None:
    """The entry that an item of a list without periods names."""
    found = SHORT.match(without(text, periods(text)))
    if found is None or title_score(found.group("title")) < POSITION:
        return None
    return Told(trim(found.group("title")), trim(found.group("company"), ' .,;:”"'), None)
