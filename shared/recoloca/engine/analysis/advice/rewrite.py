"""A better version of a bullet, made of its own words; what only its author knows stands in brackets."""

from __future__ import annotations

import re
from typing import Final

from ..result import Language
from ..scoring.evidence import Evidence, opening
from ..words.text import fold, key

RESULT: Final[dict[Language, str]] = {
    "pt": "[resultado: quanto, de quanto para quanto, em quanto tempo]",
    "en": "[result: how much, from what to what, in how long]",
    "es": "[resultado: cuánto, de cuánto a cuánto, en cuánto tiempo]",
}
OWN_PART: Final[dict[Language, str]] = {
    "pt": "[o que você fez: criei, negociei, reduzi…]",
    "en": "[what you did: built, negotiated, cut…]",
    "es": "[lo que hiciste: creé, negocié, reduje…]",
}
RESPONSIBLE: Final = re.compile(
    r"^(?:(?:eu )?(?:fui |sou |era |i was |was |fui )?(?:respons[aá]vel|responsible|encarregad[oa]"
    r"|encargad[oa]|in charge)\s+(?:por|pel[oa]s?|for|of|de(?:l)?|d[oa]s?))\s+",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
PREPOSITIONS: Final = {
    "in": "", "with": "", "on": "", "to": "", "for": "", "em": "", "com": "", "na": "a", "no": "o", "nas": "as",
    "nos": "os", "da": "a", "do": "o", "das": "as", "dos": "os", "de": "", "ao": "o", "aos": "os", "en": "",
    "con": "", "del": "el", "al": "el", "of": "", "por": "", "pela": "a", "pelo": "o", "pelas": "as", "pelos": "os",
}  # fmt: skip
CONTRACTIONS: Final = {"da": "a", "do": "o", "das": "as", "dos": "os", "de": "", "del": "el", "of": ""}


def example(evidence: Evidence, language: Language) -> str:
    """The bullet with an action verb first, and a place for the result where it has no figure."""
    text = active(evidence, language).rstrip(" .;")
    return text if evidence.figure else f"{text}, {RESULT[language]}"


def active(evidence: Evidence, language: Language) -> str:
    text = evidence.item.text
    task = RESPONSIBLE.sub("", text)
    if task != text:
        return reopened(task, language) or f"{OWN_PART[language]} {task}"
    if evidence.weak:
        return f"{OWN_PART[language]} {without_opening(text, evidence.weak)}"
    if evidence.strong:
        return reopened(text, language) or text
    if evidence.verb:
        return text
    return f"{OWN_PART[language]} {text[:1].lower() + text[1:] if text[1:2].islower() else text}"


def without_opening(text: str, phrase: str) -> str:
    """Without the phrase it opens with and the preposition that hung on it: `Ajudei na escala` → `a escala`."""
    words = list(WORD.finditer(text))
    size = len(phrase.split())
    start = next(
        (i for i in range(3) if key(" ".join(w.group() for w in words[i : i + size])) == phrase), None
    )
    if start is None:
        return text
    rest = text[words[start + size - 1].end() :].lstrip(" ,:")
    before, _, after = rest.partition(" ")
    return f"{PREPOSITIONS[fold(before)]} {after}".strip() if fold(before) in PREPOSITIONS else rest


def reopened(text: str, language: Language) -> str | None:
    """The text opened by the first person past of its own strong verb or verbal noun, if it opens with one."""
    found = opening(text)
    if found is None or found[1].strength != "strong" or (found[1].language != language and language != "pt"):
        return None
    phrase, verb = found
    words = list(WORD.finditer(text))
    size = len(phrase.split())
    start = next(
        (i for i in range(3) if key(" ".join(w.group() for w in words[i : i + size])) == phrase), None
    )
    if start is None:
        return None
    rest = text[words[start + size - 1].end() :].lstrip()
    before, _, after = rest.partition(" ")
    if is_noun(phrase) and fold(before) in CONTRACTIONS:
        rest = f"{CONTRACTIONS[fold(before)]} {after}".strip()
    past = verb.past[:1].upper() + verb.past[1:]
    return f"{past} {rest}"


def is_noun(phrase: str) -> bool:
    last = phrase.rsplit(maxsplit=1)[-1]
    return last in CONTRACTIONS or not last.endswith(("ar", "er", "ir", "ei", "ou", "ing", "ed", "ndo"))
