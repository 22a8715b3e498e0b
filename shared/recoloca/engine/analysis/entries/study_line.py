"""What one line of an education section tells of a study."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final

from ..lines.line import TextLine
from ..words.dates import Period, periods, without
from ..words.pieces import STRONG, at_strong
from ..words.places import is_place, take_place
from ..words.schools import (
    BARE_LABEL,
    CITY,
    LABEL,
    STATUS,
    STUDENT,
    WEAK_DEGREE,
    degree_of,
    is_acronym,
    names_field,
    names_school,
)
from ..words.text import fold, key, trim

ADDRESS: Final = re.compile(r"(?:(?<!\s)\s+)?(?:[–—-]\s*)?(?:https?://|www\.)\S+")
PLACEHOLDERS: Final = frozenset(
    {"curso e instituicao", "nome do curso", "nome da instituicao", "curso", "instituicao"}
)
"""What forms leave where a person wrote nothing, folded."""
SENTENCE_WORDS: Final = 6
"""Words of a sentence, at least one more."""
LONGEST_PIECE: Final = 12
"""Words of the longest course or institution."""
NETWORK: Final = re.compile(r"^(?P<degree>[^,·|]{2,80}?)\s*,\s*(?P<field>[^·|]{2,120}?)\s*[·-]\s*\(?\s*$")
"""How a professional network writes a course once its dates are out: `Degree, Field · (`."""


@dataclass(slots=True)
class Study:
    degree: str | None = None
    field: str | None = None
    institution: str | None = None
    period: Period | None = None
    lines: list[int] = dataclasses.field(default_factory=list)
    loose: list[str] = dataclasses.field(default_factory=list)
    """Pieces that nothing tells to be a course or an institution."""
    bold: bool = False
    """Its first line is bold or larger: what the document sets so is alike in all its studies."""


def read(line: TextLine) -> Study:
    """What one line tells."""
    study = Study(lines=[line.n], bold=line.bold or line.style == "heading")
    dates = periods(line.body)
    study.period = period_of(dates)
    text = ADDRESS.sub("", without(line.body, dates))
    network = NETWORK.match(f"{text} ·") if dates or "·" in line.body else None
    if network and not any(map(names_school, text.split(", "))):
        study.degree, study.field = trim(network.group("degree")), trim(network.group("field"))
        if not degree_of(study.degree) and not STUDENT.match(study.degree):
            study.degree, study.field = None, f"{study.degree}, {study.field}"
        return study
    for piece in pieces_of(STATUS.sub(" | ", text)):
        bare, _ = (piece, None) if is_acronym(piece.partition(" ")[0]) else take_place(piece)
        for part in bare.split(" | "):
            sort_piece(study, trim(part))
    if study.degree and study.institution and is_sentence(line.body):
        study.institution = None
    return study


def is_sentence(text: str) -> bool:
    """`Bootcamp da Lumiar com parceria com a Escola.`: words about a course, in which a school is no name."""
    dated = re.search(r"\d{4}\.$", text)
    return text.endswith(".") and len(text.split()) > SENTENCE_WORDS and not STRONG.search(text) and not dated


def period_of(dates: tuple[Period, ...]) -> Period | None:
    """The range of a line, else its start and end by their words, else its last date."""
    ranges = [one for one in dates if one.is_range]
    if ranges and ranges[0].end is None and dates[-1].end and not dates[-1].is_range:
        return ranges[0]._replace(end=dates[-1].end, current=False)
    return ranges[0] if ranges else (dates[-1] if dates else None)


def pieces_of(text: str) -> list[str]:
    """Pieces at strong separators, an acronym kept with its school; at commas where a school is among them."""
    found: list[str] = []
    parts = at_strong(text)
    for index in range(0, len(parts), 2):
        piece = trim(parts[index], " ,;.–—-|/")
        if not re.search(r"\w", piece):
            continue
        joint = parts[index - 1].strip() if index else ""
        if found and joint in {"-", "–", "—"} and belongs(found[-1], piece):
            found[-1] = f"{found[-1]} {joint} {piece}"
        else:
            found.append(piece)
    return [part for piece in found for part in at_commas(piece)]


def belongs(before: str, piece: str) -> bool:
    """`FEO - Faculdade Estrela do Oeste`, `Universidade Federal do Ceará - UFC`; `Lato Sensu - Especialização`."""
    if is_acronym(before) and names_school(piece) and not degree_of(before):
        return True
    if names_school(before) and is_acronym(piece):
        return True
    one, other = degree_of(before), degree_of(piece)
    return bool(one and other and not one[1] and fold(before).startswith("pos"))


def at_commas(piece: str) -> list[str]:
    parts = [part.strip() for part in piece.split(", ")]
    if len(parts) > 1 and names_field(parts[0]) and not parts[1][:1].isupper():
        return parts[:1]
    if len(parts) == 1 or not any(names_school(part) for part in parts):
        return [piece]
    joined: list[str] = []
    for part in parts:
        if joined and not names_school(part) and not names_school(joined[-1]) and not is_place(part):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def sort_piece(study: Study, piece: str) -> None:
    label = LABEL.match(piece) or BARE_LABEL.match(piece)
    if label:
        piece = trim(label.group("rest"))
        if label.re is BARE_LABEL or label.group("school"):
            study.institution = study.institution or piece or None
            return
        if label.re is LABEL and label.group("other"):
            return
    if len(piece) < 2 or key(piece) in PLACEHOLDERS or (is_place(piece) and not names_school(piece)):
        return
    if sort_degree(study, piece):
        return
    if label and label.re is LABEL and label.group("course"):
        study.field = study.field or piece
    elif names_school(piece) and study.institution is None:
        study.institution = piece
    elif study.institution is not None and CITY.match(piece) and not study.degree and not names_field(piece):
        return
    elif len(piece.split()) <= LONGEST_PIECE and piece[-1] not in "-;." and re.match(r"[A-ZÀ-Þ]", piece):
        study.loose.append(piece)


def sort_degree(study: Study, piece: str) -> bool:
    """Whether a piece is a degree, with its field or its institution."""
    found = named_degree(piece)
    if found is None:
        return False
    degree, rest = found
    if study.degree and not WEAK_DEGREE.match(study.degree):
        if study.field is None and not WEAK_DEGREE.match(degree):
            study.field = piece
        return True
    if names_school(piece) and fold(piece).startswith("supletivo"):
        study.institution = study.institution or piece
        return True
    study.degree = degree
    if rest and names_school(rest) and study.institution is None and not names_field(rest):
        study.institution = rest
    elif rest and names_school(rest) and not names_field(rest):
        return True
    elif rest and not (study.field and WEAK_DEGREE.match(rest)):
        study.field = study.field or rest
    return True


def named_degree(piece: str) -> tuple[str, str | None] | None:
    """`Ensino Superior: Tecnólogo em Gastronomia` names two degrees, of which the second one counts."""
    head, colon, tail = piece.partition(":")
    if colon and degree_of(head) and degree_of(tail.strip()):
        return named_degree(tail.strip())
    found = degree_of(re.sub(r"^superior (?=tecn[oó]log)", "", piece, flags=re.IGNORECASE))
    generic = found is not None and fold(found[0]) in {"superior", "ensino superior", "graduacao"}
    if found and found[1] and generic and degree_of(found[1]):
        return named_degree(found[1])
    return found
