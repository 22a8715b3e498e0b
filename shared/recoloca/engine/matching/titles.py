"""The advertised position against the CV's positions."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import Final

from recoloca.engine.analysis.words.lexicon import occupations
from recoloca.engine.analysis.words.text import key

from .candidate import Candidate
from .requirement import plain_gender
from .words import common_words, stem

OLDER_POSITION: Final = 0.85


@functools.cache
def title_words() -> Counter[str]:
    """The number of occupation labels with each stem: `analista` is in many, `soldador` in one."""
    return Counter(stem(word) for label in occupations() for word in set(label.split()))


def title_share(title: str, person: Candidate) -> tuple[float, str | None]:
    """The share of the advertised position that a position of the CV covers, and the wording of the best one."""
    best: tuple[float, str | None] = (0.0, None)
    wanted, ids = title_stems(title), occupation_ids(title)
    newest = 2 if person.result["profile"]["headline"] else 1
    for position, own in enumerate(person.titles):
        stems = title_stems(own)
        total = sum(rarity(one) for one in wanted)
        share = sum(rarity(one) for one in wanted if one in stems) / total if total else 0.0
        if ids & occupation_ids(own):
            share = max(share, 0.9)
        share *= 1.0 if position < newest else OLDER_POSITION
        if share > best[0]:
            best = (share, own)
    return best


def rarity(one: str) -> float:
    return 1 / (1 + math.log2(max(title_words()[one], 1)))


def title_stems(title: str) -> set[str]:
    seniority = common_words()
    return {
        stem(word) for word in key(plain_gender(title)).split() if len(word) > 1 and word not in seniority
    }


def occupation_ids(title: str) -> frozenset[str]:
    """The ids of the occupations with the longest phrases in a title."""
    known, words = occupations(), key(plain_gender(title)).split()
    for size in range(min(5, len(words)), 0, -1):
        found = {
            known[" ".join(words[i : i + size])]
            for i in range(len(words) - size + 1)
            if " ".join(words[i : i + size]) in known
        }
        if found:
            return frozenset(found)
    return frozenset()
