"""One requirement line read: which concepts, time, languages, degree and conditions it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from recoloca.engine.analysis.words.lexicon import vocabulary
from recoloca.engine.analysis.words.text import fold

from .asked import MONTHS, YEARS, Degree, Spoken, degree_asked, spoken_asked, years_asked
from .conditions import Condition, conditions_asked
from .result import RequirementKind
from .terms import LEVEL, Term, terms
from .words import meaningful

PROSE: Final = 14
"""In words. A longer line is prose, in which short everyday words are no skills."""
OR: Final = re.compile(r"^\s*(?:/|(?:,\s*)?(?:ou|or|o|u|e/ou|and/or|y/o)\b)\s*$", re.IGNORECASE)
LISTED: Final = re.compile(r"^\s*,\s*$")
JOINED: Final = re.compile(r"^\s*(?:,|(?:,\s*)?\b(?:e|and|y|ou|or|o|u)\b|/)\s*$", re.IGNORECASE)
EXAMPLES: Final = re.compile(
    r"\b(?:como|such as|e\.g\.|por exemplo|tais como|ex\.?:|ex\.|por ejemplo|including|like|p\. ?ex\.)\s*:?\s*$"
    r"|^\s*\($",
    re.IGNORECASE,
)
ONE_OF: Final = re.compile(
    r"\b(?:(?:pelo|ao) menos um[a]?|um[a]? d[ao]s|algum[a]? (?:d[ao]s|destas|destes)|at least one"
    r"|one (?:or more )?of|any of"
    r"|either|al menos un[oa]?|algun[oa] de)\b",
    re.IGNORECASE,
)
ALTERNATIVE: Final = re.compile(r"\b(?:ou|or|o|u|e/ou)\b", re.IGNORECASE)
LEVELS: Final = re.compile(
    LEVEL.replace("(?P<l1>", "(?:").replace("(?P<l2>", "(?:").replace("(?P<l3>", "(?:")
    + r"|\b(?:fluen(?:te|t|cia|cy)|nativ[oa]?|native|tecnic[oa]|conversacao|fluido|leitura|escrita|a1|a2|b1|b2|c1|c2)\b"
)


@dataclass(slots=True)
class Choice:
    """Terms of which one is enough (`Power BI ou Tableau`)."""

    options: list[Term]


@dataclass(slots=True)
class Asked:
    """One requirement line and its conditions."""

    text: str
    kind: RequirementKind
    choices: list[Choice]
    words: list[str]
    """The meaningful words that are part of no concept."""
    years: float | None
    languages: list[Spoken]
    degree: Degree | None
    conditions: list[Condition] = field(default_factory=list)
    any_language: bool = False
    """Whether one of the languages is enough."""


def read_line(text: str, kind: RequirementKind) -> Asked | None:
    """The conditions of one sentence; None when it has none that can be compared."""
    plain = plain_gender(text)
    languages, degree, conditions = spoken_asked(plain), degree_asked(plain), conditions_asked(plain)
    if any(one.id == "availability" for one in conditions):
        languages = [one for one in languages if one.level]
    taken = [one.span for one in conditions]
    if degree:
        start = plain.find(degree.wording)
        taken.append((start, start + len(degree.wording)))
    found = [
        term
        for term in terms(plain, inside=len(plain.split()) < PROSE)
        if not (term.concept.kind == "language" and languages)
        and not any(term.start < end and begin < term.end for begin, end in taken)
    ]
    years = years_asked(plain)
    words = loose_words(plain, [*taken, *((term.start, term.end) for term in found)], languages)
    if not (found or words or languages or degree or years or conditions):
        return None
    either = len(languages) > 1 and bool(ALTERNATIVE.search(plain))
    return Asked(text, kind, choices(plain, found), words, years, languages, degree, conditions, either)


def plain_gender(text: str) -> str:
    """A title without its second gender: `Contador(a)`, `Desarrollador/a`."""
    return re.sub(r"(?<=\w)(?:\((?:[ao]|as|os|es|ra)\)|/(?:[ao]|as|os|ra)\b)", "", text)


def choices(text: str, found: list[Term]) -> list[Choice]:
    """Terms of which one is enough as one choice; the same term counts once.

    These are alternatives: terms joined by `ou`, `or` or a slash, a list that ends so (`Power BI, Tableau ou Looker`),
    examples of what is before them (`nuvem (AWS ou Azure)`, `BI, como Tableau e Looker`), all after `at least one of`.
    """
    groups: list[list[Term]] = []
    for place, term in enumerate(found):
        between = text[found[place - 1].end : term.start] if place else ""
        if (
            place
            and (
                OR.match(between) or _is_example(text, found, place) or ONE_OF.search(text[: found[0].start])
            )
        ) or (place and LISTED.match(between) and _ends_with_or(text, found, place)):
            groups[-1].append(term)
        else:
            groups.append([term])
    made: list[Choice] = []
    seen: set[tuple[str, str | None]] = set()
    for options in groups:
        fresh = [term for term in options if (term.concept.id, term.module) not in seen]
        seen |= {(term.concept.id, term.module) for term in fresh}
        if fresh:
            made.append(Choice(fresh))
    return made


def _ends_with_or(text: str, found: list[Term], place: int) -> bool:
    """Whether the list that goes on at `place` by commas ends with `ou` or `or`."""
    for before, after in zip(found[place - 1 :], found[place:], strict=False):
        between = text[before.end : after.start]
        if OR.match(between):
            return True
        if not LISTED.match(between):
            return False
    return False


def _is_example(text: str, found: list[Term], place: int) -> bool:
    """Whether a term is an example of the one that heads its list, or goes on a list of examples."""
    for index in range(place, 0, -1):
        between = text[found[index - 1].end : found[index].start]
        if EXAMPLES.search(between):
            named = "(" not in between or re.search(r"ex\.|e\.g|como|such|like", between)
            return bool(named or _or_inside(text, found, index))
        if not JOINED.match(between):
            return False
    return bool(EXAMPLES.search(text[: found[0].start]))


def _or_inside(text: str, found: list[Term], index: int) -> bool:
    """Whether the brackets that open before a term hold an `or`: `(AWS, Azure ou GCP)`."""
    inside = text[found[index].start :].partition(")")[0]
    return bool(ALTERNATIVE.search(inside))


def loose_words(text: str, taken: list[tuple[int, int]], languages: list[Spoken]) -> list[str]:
    """Telling words outside the given places, each once; no levels, times or names of languages."""
    letters = list(text)
    for start, end in taken:
        letters[start:end] = " " * (end - start)
    rest = "".join(letters)

    folded = MONTHS.sub(" ", YEARS.sub(" ", LEVELS.sub(" ", fold(rest))))
    names = vocabulary("language_names", "iso") if languages else {}
    return [word for word in dict.fromkeys(meaningful(folded)) if len(word) > 2 and word not in names]
