"""What one bullet shows: a verb that says who did it, a figure, an outcome, a length that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..words.actions import action
from ..words.lexicon import Verb, verbs, weak_phrases
from ..words.text import fold, key

if TYPE_CHECKING:
    from ..entries.items import Item  # the coach weighs answers, which come from no CV

FIGURE: Final = re.compile(
    r"\d{1,15}(?:[.,]\d{1,15}){0,5}\s?%|(?:r\$|us\$|u\$|\$|€|£|usd|brl|eur)\s?\d|\d{1,15}(?:[.,]\d{1,15}){0,5}\s?(?:mil\b|k\b|m\b|mi\b"
    r"|milh|bilh|million|thousand|billion|millones|x\b|\+)|\d+[.,]?\d*"
)
NOT_FIGURE: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:iso|nr|nbr|cpc|ifrs|sox|windows|office|java|python|angular|html|css|sap|v"
    r"|version|versao|web|lei|nivel|level|tier|s)\s?-?\s?\d[\d.:]*\b|\b[a-z]+\d+\b|\b24\s?/\s?7\b|\b24x7\b"
)
OUTCOME: Final = re.compile(
    r"\b(?:aument|reduz|diminu|econom|cresc|eleva|elevei|elevou|melhor|otimiz|aceler|gerando|gerou"
    r"|resultando|resultou|alcanc|atingi|supera|superei|conquist|ganh|evit|elimin|duplic|triplic|dobr"
    r"|increas|reduc|decreas|sav(?:ed|ing)|grew|grow|improv|optimi[sz]|accelerat|cut\b|cutting|generat"
    r"|result(?:ed|ing)|achiev|exceed|won\b|deliver|boost|rais(?:ed|ing)|doubl|tripl|eliminat|lower"
    r"|redu[cj]|ahorr|increment|mejor|logr|acort|aceler|disminu|super[eéoó]|evit)"
)
FIRST_PERSON: Final = re.compile(r"^(?:eu|i|yo)\b|\b(?:meu|minha|my|i was|mi)\b")
SHORTEST: Final = 5
LONGEST: Final = 34


class Evidence(NamedTuple):
    item: Item
    verb: Verb | None
    """The verb or phrase it opens with."""
    strong: bool
    weak: str | None
    """The phrase that hides what the person did, as folded words."""
    figure: bool
    outcome: bool
    clear: bool

    @property
    def line(self) -> int:
        return self.item.lines[0]


def opening(text: str) -> tuple[str, Verb] | None:
    """The longest verb form that opens a text, among its first words; a leading `I` or adverb is passed over."""
    words = key(text).split()[:7]
    start = (
        1 if len(words) > 1 and (words[0] in {"eu", "i", "yo"} or words[0].endswith(("mente", "ly"))) else 0
    )
    known = verbs()
    for size in range(min(5, len(words) - start), 0, -1):
        phrase = " ".join(words[start : start + size])
        if phrase in known and not names_thing(text, phrase, known[phrase]):
            return phrase, known[phrase]
        noun = known.get(phrase + " de")
        if noun and len(words) > start + size and words[start + size] in {"da", "do", "das", "dos", "e"}:
            return phrase, noun
    written = text.split()
    verb = action(words[start:], written[start] if start < len(written) else "")
    return (words[start], verb) if verb else None


def names_thing(text: str, phrase: str, verb: Verb) -> bool:
    """`Project Management Training`: an English base form before a capital is a noun."""
    words = text.split()
    return (
        verb.language == "en"
        and phrase != key(verb.past)
        and len(words) > 1
        and key(words[0]) == phrase
        and words[1][:1].isupper()
    )


def weak_phrase(text: str) -> str | None:
    words = key(text).split()
    known = weak_phrases()
    for size in range(min(5, len(words)), 1, -1):
        phrase = " ".join(words[:size])
        if phrase in known:
            return phrase
    return None


def has_figure(text: str) -> bool:
    """Whether a text gives a quantity: a year, a standard's number or a version is none."""
    return bool(FIGURE.search(NOT_FIGURE.sub(" ", fold(text))))


def weigh(item: Item) -> Evidence:
    found = opening(item.text)
    phrase, verb = found or ("", None)
    weak = weak_phrase(item.text) or (phrase if verb and verb.strength == "weak" else None)
    folded = fold(item.text)
    figure = has_figure(item.text)
    words = len(item.text.split())
    return Evidence(
        item=item,
        verb=verb,
        strong=bool(verb and verb.strength == "strong" and not weak),
        weak=weak,
        figure=figure,
        outcome=bool(OUTCOME.search(folded)),
        clear=SHORTEST <= words <= LONGEST and not weak and not FIRST_PERSON.search(folded),
    )
