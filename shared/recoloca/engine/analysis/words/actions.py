"""Words that name an action, known by their form: for verbs that the table of verbs does not have.

The table comes first everywhere; these forms are what the reader and the coach share beyond it.
"""

from __future__ import annotations

import re
from typing import Final

from .lexicon import Verb, verbs

PAST: Final = re.compile(r"^(?:[a-z]{3,}(?:ei|ed)|[a-z]{3,}[^aeiou]i)$")
"""First person past in Portuguese and English: `reescrevi`, `reformulei`, `refactored`."""
INFINITIVE: Final = re.compile(r"^[a-z]{3,}(?:ar|er|ir)$")
NO_INFINITIVE: Final = frozenset(
    [
        *("auxiliar", "carater", "celular", "computer", "container", "customer", "escolar", "familiar"),
        *("hospitalar", "lider", "lugar", "manager", "master", "militar", "mulher", "particular", "poder"),
        *("popular", "qualquer", "regular", "senior", "similar", "super", "titular"),
    ]
)
"""Nouns and adjectives that end like an infinitive."""
PRESENT: Final = re.compile(r"^[a-z]{3,}[oae]$")
ACTION_NOUN: Final = re.compile(r"^[a-z]{4,}(?:cao|coes|sao|mento|mentos|agem|cion|miento|aje)$")
"""Portuguese and Spanish nouns of an action: `elaboracao` of `Elaboração de relatórios`."""
AFTER_NOUN: Final = frozenset(["de", "da", "do", "das", "dos", "del", "e", "y"])
"""What follows a noun of an action."""


def action(words: list[str], written: str) -> Verb | None:
    """The verb that the first of some folded words is by its form, None for another word.

    `written` is the first word as the author wrote it. The present of a verb of the table (`recebo`, `realiza`) is one.
    Only a past is strong, as only it says that the person did it.
    """
    if not words:
        return None
    first, after = words[0], words[1] if len(words) > 1 else ""
    if PAST.match(first):
        return Verb("strong", written, "pt" if first.endswith("i") else "en")
    if ACTION_NOUN.match(first) and after in AFTER_NOUN:
        return Verb("noun", written, "pt")
    if PRESENT.match(first) and any(first[:-1] + ending in verbs() for ending in ("ar", "er", "ir")):
        return Verb("present", written, "pt")
    if INFINITIVE.match(first) and first not in NO_INFINITIVE and after:
        return Verb("infinitive", written, "pt")
    return None


def did(word: str) -> bool:
    """Whether a folded word is a strong verb in the first person of the past, or one with the prefix `re` or `des`."""
    known = verbs()
    bare = next((word.removeprefix(prefix) for prefix in ("re", "des") if word.startswith(prefix)), word)
    return any(
        one.endswith(("i", "z")) and one in known and known[one].strength == "strong" for one in (word, bare)
    )
