"""The degree that is asked for against the studies of a CV, by Brazil's ladder of education.

A tecnólogo is higher education (Lei de Diretrizes e Bases, law 9.394/1996, art. 39 and 44), below a bachelor only where
a bachelor is asked for by name. Specialisation and MBA are postgraduate lato sensu, one step above any graduation.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Final, NamedTuple

from recoloca.engine.analysis.result import Education
from recoloca.engine.analysis.words.lexicon import all_labels, rows, vocabulary
from recoloca.engine.analysis.words.text import fold, key

from .asked import RANKS, Degree
from .words import meaningful, stem

STEP: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 5, 7: 6, 8: 7}
"""Rank to step of the ladder: a tecnólogo and a bachelor stand on one."""
BELOW: Final = {0: 0.5, 1: 0.5, 2: 0.25}
"""Steps below what is asked to the share that counts."""
REACHED: Final = {0: 0, 1: 0, 2: 1, 3: 2, 4: 2, 5: 2, 6: 5, 7: 5, 8: 7}
"""The level of a study that was begun and is not finished."""
UNFINISHED: Final = re.compile(
    r"\b(?:cursando|em andamento|em curso|in progress|ongoing|expected|previs(?:ao|to|ta)|conclusao prevista|en curso"
    r"|incomplet[oa]|trancad[oa]|interrompid[oa]|unfinished|dropped|graduand[oa]|bacharelanda|bacharelando|mestranda"
    r"|mestrando|doutoranda|doutorando|atual|present|current)\b"
)
UNIVERSITY: Final = re.compile(
    r"\b(?:universi|faculdade|college|puc|usp|unicamp|unesp|uf[a-z]{1,3}|fatec|instituto federal)"
)
GENERAL: Final = 0.4
SAME_AREA: Final = 0.2
ALTERNATIVES: Final = re.compile(r"(?:(?<!\s)\s+)?[,/]\s*|(?<!\s)\s+(?:ou|or|o|u|e|and|y)\s+")


class Field(NamedTuple):
    id: str
    area: str
    broader: str


@functools.cache
def fields() -> dict[str, Field]:
    """A field's name in key form, in any language, to the field."""
    found: dict[str, Field] = {}
    for row in rows(Path(__file__).parent / "data" / "studies.tsv"):
        for label in all_labels(row):
            found.setdefault(key(label), Field(row["id"], row["area"], row["broader"]))
    return found


def fields_in(text: str) -> list[Field]:
    """The fields that a text names, the longest names first found."""
    known, words = fields(), key(text).split()
    found: list[Field] = []
    position = 0
    while position < len(words):
        for size in range(min(6, len(words) - position), 0, -1):
            field = known.get(" ".join(words[position : position + size]))
            if field:
                found.append(field)
                position += size
                break
        else:
            position += 1
    return found


def degree_rank(study: Education) -> int:
    """The rank of an education entry in `asked.RANKS`; 0 when the entry names no degree."""
    known = vocabulary("degrees", "level")
    words = key(study["degree"] or "").split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            level = known.get(" ".join(words[start : start + size]))
            if level:
                return RANKS[level]
    return 4 if UNIVERSITY.search(fold(study["institution"] or "")) else 0


def study_share(asked: Degree, study: Education, lines: str, year: int | None) -> float:
    """How far a study meets a degree, 0 to 1: its level, of which half counts without the field.

    `lines` is the study's own text, `year` the current one: what ends later is not finished.
    """
    level = level_share(asked, study, lines, year)
    return level * (0.5 + 0.5 * field_share(asked, study)) if asked.field else level


def level_share(asked: Degree, study: Education, lines: str, year: int | None) -> float:
    rank = degree_rank(study)
    ended = study["end"]
    unfinished = bool(UNFINISHED.search(fold(lines))) or bool(year and ended and int(ended[:4]) > year)
    own = REACHED[rank] if unfinished and not asked.ongoing else rank
    if own >= asked.rank:
        return 1.0
    if unfinished and rank >= asked.rank:
        return 0.5
    return BELOW.get(STEP[asked.rank] - STEP[own], 0.0)


def field_share(asked: Degree, study: Education) -> float:
    """1 for one of the fields asked for or a special one of it, and where a related one is taken for its area.

    Little where the own field is the general one of what is asked, or another of its area: then the degree is partial.
    """
    own_text = f"{study['degree'] or ''} {study['field'] or ''}"
    own, wanted = fields_in(own_text), fields_in(asked.field)
    areas = {field.area for field in wanted}
    best = 0.0
    for field in own:
        if any(one.id in {field.id, field.broader} for one in wanted):
            return 1.0
        if any(one.broader == field.id for one in wanted):
            best = max(best, GENERAL)
        if field.area in areas:
            best = max(best, 1.0 if asked.related else SAME_AREA)
    return max(best, words_of_field(asked.field, own_text, known=bool(own and wanted)), _loosely(asked, own))


def _loosely(asked: Degree, own: list[Field]) -> float:
    """Half where a related field is taken and one of the two is in no table."""
    return 0.5 if asked.related and not (own and fields_in(asked.field)) else 0.0


def words_of_field(asked: str, own: str, *, known: bool) -> float:
    """The best alternative's share of words that the own field has; all of them or none where both are known."""
    stems = {stem(word) for word in meaningful(own)}
    best = 0.0
    for alternative in ALTERNATIVES.split(asked):
        words = {stem(word) for word in meaningful(alternative)}
        share = len(words & stems) / len(words) if words else 0.0
        best = max(best, share if share == 1 else 0.0 if known else 0.5 * share)
    return best
