"""Education entries, certifications and spoken languages."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final

from .dates import Period, periods, without
from .lexicon import vocabulary
from .lines import Line
from .pieces import STRONG, is_place, take_place
from .result import Certification, Education, SpokenLanguage
from .text import fold, key

INSTITUTION: Final = re.compile(
    r"\b(?:universidade|universidad|university|universitat|universite|faculdades?|faculty|college|instituto"
    r"|institute|escola|school|colegio|centro universitario|centro paula souza"
    r"|senai|senac|fatec|etec|sesi|usp|unicamp|unesp|uf[a-z]{1,4}|puc|fgv|unip|uninove|mackenzie|estacio"
    r"|anhanguera|anhembi|unopar|uninter|fiap|insper|ibmec|cefet"
    r"|if(?:sp|rj|mg|ba|ce|pr|rs|sc|pe|es|go|pb|rn|am|pa|ma|al|se|to|ms|mt)|ita|ime|utfpr|unb|uerj|uepb|uel"
    r"|uem|espm|unifesp|unisinos|unicesumar|pucrs|pucsp|pucpr|mit|ucla|alura|coursera|udemy|polytechnic"
    r"|academy|academia|fundacao)\b"
)
CONNECTOR: Final = re.compile(r"\s*(?:\b(?:em|in|of|en|de|do|da)\b|[:–—,-])\s+", re.IGNORECASE)
COURSE_WORD: Final = re.compile(
    r"\b(?:curso|cursando|graduand[oa]|formad[oa]|conclu[ií]d[oa]|completo|incompleto|trancad[oa]"
    r"|interrompido|em andamento|in progress|conclus[aã]o|degree)\b",
    re.IGNORECASE,
)
SHORT_DEGREE: Final = re.compile(
    r"(?:B\.?S|B\.?A|M\.?S|M\.?A|B\.?Sc|M\.?Sc|Ph\.?D|M\.?D|J\.?D)\b\.?(?=$|[\s,(])"
)
"""Two letters that are a degree only in capitals and at the start."""
NOTES: Final = re.compile(
    r"^(?:gpa|cr|ira|nota|coeficiente|tcc|thesis|tese|disserta|monografia|orientador|advisor|relevant"
    r"|disciplinas|coursework|trabalho de conclus|carga hor|honors|honras|bolsa"
    r"|(?:master|bachelor|doctora|phd)\S*\s+(?:thesis|dissertation)\b)",
    re.IGNORECASE,
)
STATUS: Final = re.compile(
    r"[\s(–—,:|-]*\b(?:conclu[ií]d[oa]|complet[oa]|incomplet[oa]|cursando|em andamento|em curso|trancad[oa]"
    r"|interrompid[oa]|in progress|conclus[aã]o(?: prevista)?(?: em)?|conclu[ií]d[oa] em"
    r"|previs[aã]o(?: de)?(?: conclus[aã]o)?(?: em| para)?|expected(?: graduation)?|completed"
    r"|graduated(?: as| with| in)?"
    r"|formad[oa] em|t[eé]rmino(?: em)?|in[ií]cio(?: em)?)\b[\s):.]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Study:
    degree: str | None = None
    field: str | None = None
    institution: str | None = None
    period: Period | None = None
    lines: list[int] = dataclasses.field(default_factory=list)
    loose: list[str] = dataclasses.field(default_factory=list)
    """Pieces that nothing tells to be a course or an institution."""


def parse(lines: list[Line]) -> list[Study]:
    """Entries by saturation: a second degree, institution or period starts the next one."""
    plain = [read(line) for line in lines if not line.bullet]
    bullets = not any(study.degree or study.institution for study in plain)
    studies: list[Study] = []
    current = Study()
    for line in lines:
        note = line.bullet and not bullets and not is_entry_bullet(line) and not completes(current, line)
        if NOTES.match(line.body) or note:
            if current.lines:
                current.lines.append(line.n)
            continue
        found = read(line)
        clash = (
            (found.degree and current.degree)
            or (found.institution and current.institution)
            or (found.period and current.period and (current.degree or current.institution or current.field))
            or (found.loose and current.loose and current.period)
        )
        if clash:
            studies.append(current)
            current = Study()
        merge(current, found)
    studies.append(current)
    for study in studies:
        settle(study)
    return [study for study in studies if study.degree or study.institution or (study.field and study.period)]


def settle(study: Study) -> None:
    """Give the loose pieces the places that are still empty."""
    for piece in study.loose:
        if study.institution is None and (study.degree or study.field):
            study.institution = piece
        elif study.field is None:
            study.field = piece


def completes(study: Study, line: Line) -> bool:
    """Whether what looks like a bullet (`· SENAC · 2015`) is the rest of a course's line."""
    return bool(study.degree and not study.institution and read(line).institution)


def is_entry_bullet(line: Line) -> bool:
    found = read(line)
    return bool(found.degree and (found.institution or found.period))


def merge(study: Study, found: Study) -> None:
    study.degree = study.degree or found.degree
    study.field = study.field or found.field
    study.institution = study.institution or found.institution
    study.period = study.period or found.period
    study.lines += found.lines
    study.loose += found.loose


def read(line: Line) -> Study:
    """What one line tells."""
    study = Study(lines=[line.n])
    dates = periods(line.body)
    study.period = next((p for p in dates if p.is_range), dates[-1] if dates else None)
    rest, _ = take_place(without(line.body, dates))
    rest = STATUS.sub(" | ", rest)
    pieces = [piece.strip(" ,.;–—-()|/") for piece in STRONG.split(rest)]
    for piece in pieces:
        parts = [piece]
        if ", " in piece and INSTITUTION.search(fold(piece)):
            parts = [part.strip() for part in piece.split(", ")]
        for part in parts:
            sort_piece(study, part)
    return study


def sort_piece(study: Study, piece: str) -> None:
    if len(piece) < 2 or is_place(piece):
        return
    if study.degree is None:
        degree = degree_of(piece)
        if degree:
            study.degree, rest = degree
            if rest and INSTITUTION.search(fold(rest)) and study.institution is None:
                study.institution = rest
            else:
                study.field = rest or study.field
            return
    if INSTITUTION.search(fold(piece)) and study.institution is None:
        study.institution = piece
    elif (
        len(piece.split()) <= 8
        and ", " not in piece
        and piece[-1] not in "-;."
        and re.match(r"[A-ZÀ-Þ]", piece)
    ):
        study.loose.append(piece)


def degree_of(piece: str) -> tuple[str, str | None] | None:
    """The degree at the start of a piece as written, and the field after it."""
    short = SHORT_DEGREE.match(piece)
    if short:
        return split_field(piece, short.end())
    known = vocabulary("degrees", "level")
    words = list(re.finditer(r"[^\W_]+", piece))
    folded = [fold(word.group()) for word in words]
    for skip in (0, 1):
        for size in range(min(6, len(words) - skip), 0, -1):
            if skip and folded[0] not in {"curso", "ensino", "superior", "degree"}:
                break
            if " ".join(folded[skip : skip + size]) in known:
                last = skip + size - 1
                while last > skip and folded[last] in {"em", "in", "of", "en", "de"}:
                    last -= 1
                return split_field(piece, words[last].end())
    return None


def split_field(piece: str, end: int) -> tuple[str, str | None]:
    tail = piece[end:]
    grade = re.match(r"['’]?s?\s*(?:degree|of (?:science|arts)|superior|completo)?", tail, re.IGNORECASE)
    end += len(grade.group().rstrip()) if grade and grade.group().strip() else 0
    rest = (
        CONNECTOR.sub("", piece[end:], count=1).strip(" ,.;:–—-()/")
        if CONNECTOR.match(piece[end:])
        else piece[end:].strip(" ,.;:–—-()/")
    )
    degree = piece[:end].strip(" .,")
    if fold(degree) == "engenharia":
        return "Engenharia", piece.strip()
    return degree, rest or None


def to_result(study: Study) -> Education:
    period = study.period
    return {
        "institution": study.institution, "degree": study.degree, "field": study.field,
        "start": period.start if period else None, "end": period.end if period else None,
        "lines": [min(study.lines), max(study.lines)],
    }  # fmt: skip


def certifications(lines: list[Line]) -> list[Certification]:
    found: list[Certification] = []
    for line in lines:
        dates = periods(line.body)
        pieces = [
            piece.strip(" ,.;–—-()")
            for piece in STRONG.split(without(line.body, dates))
            if piece.strip(" ,.;–—-()")
        ]
        if not pieces or len(pieces[0]) < 3 or not re.match(r"[A-ZÀ-Þ\d\"“]", pieces[0]):
            continue
        if line.text[:1].islower():
            continue
        found.append({
            "name": pieces[0], "issuer": pieces[1] if len(pieces) > 1 else None,
            "date": dates[-1].end or dates[-1].start if dates else None, "line": line.n,
        })  # fmt: skip
    return found


def spoken(lines: list[Line], inside: bool) -> list[SpokenLanguage]:
    """Languages named in lines, with the level after (else before) each; outside their section only with a level."""
    names, levels = vocabulary("language_names", "iso"), vocabulary("language_levels", "level")
    found: dict[str, SpokenLanguage] = {}
    for index, line in enumerate(lines):
        words = key(line.text).split()
        hits = [(i, names[word]) for i, word in enumerate(words) if word in names]
        for order, (place, iso) in enumerate(hits):
            end = hits[order + 1][0] if order + 1 < len(hits) else len(words)
            level = level_in(words[place + 1 : end], levels)
            if level is None and order == 0:
                level = level_in(words[:place], levels)
            if level is None and inside and order == len(hits) - 1 and index + 1 < len(lines):
                after = key(lines[index + 1].text).split()
                level = (
                    level_in(after, levels)
                    if not any(word in names for word in after) and len(after) <= 6
                    else None
                )
            if level or inside:
                found.setdefault(iso, {"name": iso, "level": level, "line": line.n})
    return list(found.values())


def level_in(words: list[str], levels: dict[str, str]) -> str | None:
    """The level of the longest phrase of the table in `words`."""
    for size in range(min(5, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            level = levels.get(" ".join(words[start : start + size]))
            if level:
                return level
    return None
