"""Concepts of the lexicon of skills in a text, by a dictionary of phrases."""

from __future__ import annotations

from .lexicon import Concept, SkillIndex, acronyms_that_are_words, tokens
from .lexicon import skills as skill_index
from .text import fold


def concepts(text: str, inside: bool) -> list[tuple[Concept, int, int]]:
    """Concepts in a text with their places; the longest phrase wins.

    Outside a list of skills a short or everyday word counts only when written like a name (`Go`, `R`, `Excel`).
    """
    index = skill_index()
    words = tokens(text)
    names = [name for name, _, _ in words]
    found: list[tuple[Concept, int, int]] = []
    position = 0
    while position < len(words):
        size, concept = longest(names, position, index)
        if concept and size == 1 and is_word(text, words[position]):
            concept = None
        if concept and (inside or size > 1 or is_plain(text, words[position], concept)):
            found.append((concept, words[position][1], words[position + size - 1][2]))
            position += size
        else:
            position += 1
    return found


def is_word(text: str, word: tuple[str, int, int]) -> bool:
    """Whether an acronym that is an everyday word too is that word here: it does not stand out in capitals."""
    written = text[word[1] : word[2]]
    alone = len(text) == len(written)
    return word[0] in acronyms_that_are_words() and not (written.isupper() and (alone or not text.isupper()))


def longest(names: list[str], position: int, index: SkillIndex) -> tuple[int, Concept | None]:
    """Words of the longest phrase that begins at a position, and its concept; one word without a concept otherwise."""
    most = index.longest.get(names[position], 0)
    for size in range(min(most, len(names) - position), 0, -1):
        concept = index.by_phrase.get(" ".join(names[position : position + size]))
        if concept:
            return size, concept
    return 1, None


def is_plain(text: str, word: tuple[str, int, int], concept: Concept) -> bool:
    """Whether one word in prose may be taken for the concept."""
    written = text[word[1] : word[2]]
    if concept.kind == "soft":
        return False
    if written.isupper() and len(written) >= 3:
        return True
    if word[0] not in {fold(label) for label in concept.labels}:
        return False
    if concept.kind in {"tool", "technical"} and len(written) <= 7 and written.isalpha():
        return written != written.lower() and (word[1] > 2 or len(written) > 2)
    return True
