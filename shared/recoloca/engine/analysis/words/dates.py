"""Dates and periods as CVs write them in Portuguese, English and Spanish."""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from .lexicon import months, present_words
from .text import fold, trim

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2039


LEADING: Final = re.compile(r"^(?:ate|a|to|till|until|hasta|al)\s+(?:(?:o|a|la|el|the)\s+)?(?=\w)")
"""What joins a present word to the start it ends: `a la fecha` also stands in `2021 a la fecha`."""


class Period(NamedTuple):
    """`start` and `end` as `2021-03` or `2021`; a single date is an `end` alone. `span` is its place in the text."""

    start: str | None
    end: str | None
    current: bool
    span: tuple[int, int]
    until: bool = False
    """The text says that the date is the end (`Até outubro/2017`), so nothing tells the start."""

    @property
    def is_range(self) -> bool:
        return self.start is not None


def _alternatives(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda w: (-len(w), w))
    )


SEASONS: Final = (
    "verao|inverno|outono|primavera|summer|winter|spring|fall|autumn|verano|invierno|otono"
    r"|(?:[1-4]\s?[ºo°a]?\s?)(?:trimestre|trim|semestre|sem|quarter|tri)\b\.?|q[1-4]|[1-4]q|[1-4]t|s[12]\b"
)
"""Parts of a year that give no month."""
BEGAN: Final = r"(?:data\s+(?:de|da)\s+)?(?:inicio|comeco|admissao|entrada|ingreso|start(?:\s+date)?)"
ENDED: Final = (
    r"(?:data\s+(?:de|da)\s+)?(?:termino|saida|fim|final|desligamento|demissao|conclusao(?:\s+prevista)?|encerramento|rescisao"
    r"|egreso|fin|end(?:\s+date)?)(?:\s+para)?"
)


@functools.cache
def date_pattern() -> str:
    """One date, folded: by month word, by numbers, by season or as a year alone."""
    month = _alternatives(tuple(months()))
    year = r"(?:19[5-9]\d|20[0-3]\d)"
    cut = r"[/.\\-]"
    return (
        rf"(?:(?:\b\d{{1,2}}\s?(?:º|°|st|nd|rd|th)?\s?(?:de\s|of\s|/|-)?)?\b(?:{month})(?![a-z])\.?\s?"
        rf"(?:de\b|of\b|del\b|/|-|,|\.|’|'|\()?\s?(?:{year}(?!\d)|[’']?\d{{2}}(?![\d\w/.-]))\)?"
        rf"|\b(?:0?[1-9]|[12]\d|3[01]){cut}(?:0?[1-9]|1[0-2]){cut}{year}(?!\d)"
        rf"|\b(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.]\d{{2}}(?![\d/.])"
        rf"|\b\d{{1,2}}\s?{cut}\s?{year}(?!\d)"
        rf"|\b(?:0?[1-9]|1[0-2])/\d{{2}}(?![\d/])"
        rf"|\b{year}\s?{cut}\s?(?:0[1-9]|1[0-2])(?!\d)"
        rf"|\b{year}\s?(?:\(\s?|[/-]\s?)(?:{month})(?![a-z])\.?\)?"
        rf"|\b(?:{SEASONS})\s?(?:de\s|of\s|del\s|/|-|,)?\s?{year}(?!\d)"
        rf"|\b{year}(?:\.[12])?(?![\d%])\b)"
    )


@functools.cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month, date = _alternatives(tuple(months())), date_pattern()
    words = present_words()
    present = _alternatives([*words, *(LEADING.sub("", word) for word in words)])
    joint = (
        rf"(?:\s*(?:[|;,-]\s*)?\b{ENDED}\b\s*(?:em\b|:|-)?\s*(?:ate\b\s*)?"
        r"|\s*(?:-+|–|—|~|→|/|\ba\b|\bate\b|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bhasta\b|\bal\b"
        r"|\be\b|\band\b|\by\b)\s*(?:ate\b\s*|hasta\b\s*)?(?:o\b|a\b|la\b|the\b|em\b|de\b)?\s*)"
    )
    since = (
        rf"(?:\b(?:{BEGAN}\s*(?:em\b|:|-)?|desde(?:\s+de)?|since|a\s+partir\s+de|from|de|entre|between|starting"
        r"|as\s+of|start:?)\s*(?:o\s+|a\s+)?)"
    )
    open_since = r"\b(?:desde(?:\s+de)?|since|a\s+partir\s+de|as\s+of)\s+"
    both = re.compile(
        rf"(?P<lead>{since})?(?P<from>{date}|\b(?:{month})\b\.?(?=\s*(?:-|–|—|a\b|ate\b|to\b)\s*(?:{month})))"
        rf"{joint}(?P<to>{date}|\b(?:{present})\b)"
        rf"|(?P<open>{open_since})(?P<since>{date})|(?P<dangling>{date})\s*[-–—]\s*(?:\.\.\.)?$"
        rf"|(?:^|(?<=[\s|(,-]))(?P<begun>{BEGAN}\s*(?:em\b|:|-)?\s*)(?P<start>{date})"
        rf"|(?:^|(?<=[\s|(,-]))(?P<last>(?:ate|until|hasta|{ENDED}|data\s+(?:de|da)\s+conclusao)\s*(?:em\b|:|-)?\s*)(?P<until>{date})",
    )
    return both, re.compile(date)


@functools.lru_cache(4096)
def read_date(text: str) -> str | None:
    """One folded date as `2021-03` or `2021`; a month that no year has is left out."""
    known = months()
    number = next((known[word] for word in re.findall(r"[a-z]+", text) if word in known), None)
    year = re.search(r"(?<!\d)(19[5-9]\d|20[0-3]\d)(?!\d)", text)
    if number is not None:
        short = re.search(r"(\d{2})\D*$", text)
        full = year.group() if year else (century(short.group(1)) if short else None)
        return f"{full}-{number:02d}" if full else None
    if year is None:
        short = re.fullmatch(r"\s*(?:\d{1,2}[/.])?(\d{1,2})[/.](\d{2})\s*", text)
        return dated(century(short.group(2)), short.group(1)) if short else None
    if re.search(r"[a-z]", text):
        return year.group()
    before = re.findall(r"\d+", text[: year.start()])
    if before:
        return dated(year.group(), before[-1])
    rest = re.findall(r"\d+", text[year.end() :])
    return dated(year.group(), rest[0]) if rest and len(rest[0]) == 2 else year.group()


def dated(year: str, month: str) -> str:
    return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else year


def century(two_digits: str) -> str:
    return ("20" if int(two_digits) < 50 else "19") + two_digits


@functools.lru_cache(4096)
def periods(text: str) -> tuple[Period, ...]:
    """Every period in a line, ranges first to claim their text, then the dates that are left; in order."""
    if not re.search(r"\d\d", text):
        return ()
    both, single = patterns()
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    found: list[Period] = []
    for match in both.finditer(folded):
        period = _range(match)
        if period and (plausible(period) or (period.until and period.end)):
            found.append(period)
    for match in single.finditer(folded):
        if not any(p.span[0] < match.end() and match.start() < p.span[1] for p in found) and not in_number(
            folded, match
        ):
            date = read_date(match.group().strip())
            if date and FIRST_YEAR <= int(date[:4]) <= LAST_YEAR:
                found.append(Period(None, date, False, match.span()))
    return tuple(sorted(found, key=lambda p: p.span))


def _range(match: re.Match[str]) -> Period | None:
    if name := name_before(match):
        end = _end_of(match)
        return Period(name.group(1), end, end is None, (match.start("from") + name.start(1), match.end()))
    if match.group("open"):
        return Period(read_date(match.group("since").strip()), None, True, match.span())
    if match.group("dangling"):
        return Period(read_date(match.group("dangling").strip()), None, True, match.span())
    if match.group("start"):
        return Period(read_date(match.group("start").strip()), None, True, match.span())
    if match.group("until"):
        return Period(None, read_date(match.group("until").strip()), False, match.span(), until=True)
    end = _end_of(match)
    first = match.group("from").strip()
    start = read_date(first) if re.search(r"\d", first) else _borrow_year(first, end)
    return Period(start, end, end is None, match.span()) if start else None


YEAR: Final = r"(?:19[5-9]\d|20[0-3]\d)"
NAMED_YEAR: Final = re.compile(rf"[a-z]{{3}} ({YEAR})\s*")
"""A short word for a month with a space and a year, and nothing else."""
OF: Final = re.compile(r"\b(?:de|em|desde|from|in|of|since) $")


def name_before(match: re.Match[str]) -> re.Match[str] | None:
    """`Hotel Luz do Mar 2015-2016`: the year after a name's last word, where the period's end has no month either."""
    if not match.group("from") or match.group("lead") or not re.fullmatch(YEAR, match.group("to").strip()):
        return None
    before = match.string[: match.start("from")]
    named = re.search(r"[a-z] $", before) and not OF.search(before)
    return NAMED_YEAR.fullmatch(match.group("from")) if named else None


def _end_of(match: re.Match[str]) -> str | None:
    last = match.group("to").strip()
    return read_date(last) if re.search(r"\d", last) else None


def _borrow_year(month: str, end: str | None) -> str | None:
    """`mar - dez 2020`: the first month takes the year of the second date."""
    return f"{end[:4]}-{months()[month.rstrip('.')]:02d}" if end and month.rstrip(".") in months() else None


def plausible(period: Period) -> bool:
    if period.start is None or period.end is None:
        return period.start is not None
    return FIRST_YEAR <= int(period.start[:4]) <= int(period.end[:4]) <= LAST_YEAR


def in_number(text: str, match: re.Match[str]) -> bool:
    """Whether the year is part of an amount or a code: `R$ 2000`, `ISO 9001:2015`."""
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(re.search(r"(?:\$|€|£|#|\d[.,:-])\s?$", before))


def without(text: str, found: tuple[Period, ...]) -> str:
    """The text with its periods, their brackets and durations taken out."""
    for period in reversed(found):
        text = text[: period.span[0]] + "\0" + text[period.span[1] :]
    text = re.sub(r"[(\[]\s*\0\s*[^)\]]{0,40}[)\]]", "\0", text)
    text = re.sub(DURATION, " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:(?<!\s)\s+)?(?:[|·•,–—-]\s*)?\0\s*(?:[|·•,–—:-]\s*)?", " \0 ", text)
    return trim(re.sub(r"\s{3,}", "  ", text.replace("\0", " ")), " |·•,–—-:")


DURATION: Final = (
    r"(?:[(·•|,–-]\s*|(?<!\s)\s+|(?<!\s))\b\d{1,2}\s*(?:"
    r"(?:years?|yrs?|a[ñn]os?)(?:\s*(?:(?:e|and|y|,)\s*)?\d{1,2}\s*(?:m[eê]s(?:es)?|months?|mos?))?"
    r"|m[eê]s(?:es)?|months?|mos?)\b\)?"
)
"""A duration with the separator and the blanks before it. A run of blanks is tried from its start alone."""
