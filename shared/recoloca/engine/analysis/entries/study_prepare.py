"""The lines of an education section as its studies need them: forms and tables as labels, sentences parted."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Final

from ..lines.line import TextLine
from ..lines.small_letters import raised
from ..words.dates import periods, without
from ..words.places import CITY_REGION, CITY_STATE, glued_name, take_place
from ..words.schools import LABEL, NOTES, degree_of, is_acronym, names_field, names_school
from .numbers import without_numbers
from .tables import from_rail, from_table, with_text, with_values

LONGEST_STUDY: Final = 400
"""Characters of a line that may still go on. A course with its school is shorter; without a limit the joined line would
be searched again for each of its parts."""
UNFINISHED: Final = re.compile(r"(?:,|:|\b(?:de|da|do|das|dos|e|em|com|para|of|and|in))$", re.IGNORECASE)
PERIOD_LABEL: Final = re.compile(
    r"^(?:per[ií]odo|datas?|fechas?|dates?|anos?(?: d[ea] conclus[aã]o)?|data d[ea] conclus[aã]o|ano d[ea] t[eé]rmino)"
    r"\s*:\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
SENTENCE: Final = re.compile(
    r"^(?:estou |atualmente )?(?:cursando|curso|cursei|estudando|estudo|conclu[ií](?:ndo)?)\s+(?:o |a )?"
    r"(?:\d+\S{0,2}\s+(?:ano|per[ií]odo|semestre|m[oó]dulo|s[eé]rie)\s+(?:d[oae]\s+)?)?"
    r"(?P<course>\S.{2,80}?)\s+(?:na|no|em|pela|pelo)\s+(?P<school>[A-ZÀ-Þ].{2,80}?)(?:\s*\([^)]*\))?\.?$",
    re.IGNORECASE,
)
"""`Cursando o 3º ano do ensino médio na Escola Estadual Helena Guerra (manhã)`."""
FREE_WORDS: Final = 4
FREE: Final = re.compile(
    r"^(?:tenho|possuo|sou|moro|resido|estou|busco|procuro|aceito|dispon[ií]vel|disponibilidade|i (?:have|am|live))\b",
    re.IGNORECASE,
)
FULL_STOP: Final = re.compile(r"(?<=[\w)]{3})\.\s+(?=[A-ZÀ-Þ])|(?<=[a-zà-ÿ)])\s*:\s+(?=[A-ZÀ-Þ])")
MOST_STOPS: Final = 8
"""Places at which a line is parted on trial. Each trial reads the periods of the whole line."""
ABBREVIATED: Final = re.compile(
    r"\b(?:prof|profa|profª|dra?|st[ao]|eng|pe|cel|gal|gen|gov|pres|sen|dep|min|des|mons|univ|fac|inst|esc|col|mal|maj)$",
    re.IGNORECASE,
)
"""A title in a school's name, whose full stop ends no sentence: `Etec Prof. João Braz`."""
BRACKETS: Final = re.compile(r"(?:(?<!\s)\s+)?\(([^()]{4,80})\)")


def prepare(lines: list[TextLine]) -> list[TextLine]:
    lines = with_values(from_table(without_numbers(raised(lines)), label_of, COLUMNS), label_of)
    return rejoin([plain(labelled(line)) for line in lines if not is_status(line) and not is_free(line)])


def is_free(line: TextLine) -> bool:
    """`Tenho carro próprio e moro perto.`: a sentence about the person under the last study."""
    text = line.body
    told = degree_of(text) or names_field(text) or names_school(text) or periods(text)
    return text.endswith(".") and len(text.split()) >= FREE_WORDS and not told and bool(FREE.match(text))


def is_status(line: TextLine) -> bool:
    """`Situação: concluído`: tells no course and no school."""
    label = LABEL.match(line.body)
    return bool(label and label.group("other"))


COLUMNS: Final = {"school": "Instituição", "course": "Curso", "level": "Nível", "period": "Período"}


def label_of(text: str) -> str | None:
    """The kind of a label with its colon: `school`, `course`, `level`, `period` or `other`."""
    if PERIOD_LABEL.match(text):
        return "period"
    label = LABEL.match(text)
    return (
        next((name for name, value in label.groupdict().items() if value and name != "rest"), None)
        if label
        else None
    )


def labelled(line: TextLine) -> TextLine:
    """A cell with a label as `Label: value`; a period's label gone."""
    line = from_rail(line, label_of)
    period = PERIOD_LABEL.match(line.body)
    return with_text(line, period.group("rest")) if period and periods(period.group("rest")) else line


def plain(line: TextLine) -> TextLine:
    """A sentence, a bracket or a colon between course and school as a separator."""
    bullet, text = line.text[: len(line.text) - len(line.body)], line.body
    told = SENTENCE.match(text)
    if told and names_school(told.group("school")):
        text = f"{told.group('course')} | {told.group('school')}"
    elif len(line.cells) == 1:
        text = without_city(parted(bracketed(text)))
    return with_text(line, bullet + text) if bullet + text != line.text else line


def bracketed(text: str) -> str:
    """`Ensino médio (Escola Sol)` parted, and `Biologia (Licenciatura)` with its degree first."""
    found = BRACKETS.search(text)
    if found is None or periods(found.group(1)):
        return text
    inside, before = found.group(1), text[: found.start()]
    if names_school(inside) and not is_acronym(inside) and not names_school(before):
        return f"{before} | {inside}{text[found.end() :]}"
    degree = degree_of(inside)
    if degree and degree[1] is None and names_field(before) and not degree_of(before):
        return f"{inside} | {before}{text[found.end() :]}"
    return text


def parted(text: str) -> str:
    """`Escola Sol (2015). Ensino médio.` and `Escola Sol: Ensino médio` with a bar between school and course."""
    for found in itertools.islice(FULL_STOP.finditer(text), MOST_STOPS):
        if found.group().startswith(".") and ABBREVIATED.search(text[: found.start()]):
            continue
        one, other = text[: found.start()], text[found.end() :]
        plain = (without(one, periods(one)), without(other, periods(other)))
        schools, courses = (
            sum(map(names_school, plain)),
            sum(bool(degree_of(part) or names_field(part)) for part in plain),
        )
        if schools and courses and not LABEL.match(text):
            return f"{one} | {other.rstrip('.')}"
    return text


def without_city(text: str) -> str:
    """`Lincoln High School-Boston, MA` without its city."""
    found = CITY_STATE.search(text) or CITY_REGION.search(text)
    return take_place(text)[0] if found and glued_name(found.group(1)) else text


def rejoin(lines: list[TextLine]) -> list[TextLine]:
    """The lines, those joined that a narrow column broke: `… Gestão de Serviços e de` / `Saúde · (2013 - 2015)`."""
    found: list[TextLine] = []
    for line in lines:
        before = found[-1] if found else None
        text = line.text
        broken = (
            before
            and len(before.text) <= LONGEST_STUDY
            and (UNFINISHED.search(before.text) or text[:1].islower() or text[:1] == "(")
        )
        if before and broken and not line.bullet and same_paragraph(before, line) and not NOTES.match(text):
            found[-1] = glue(before, line)
        else:
            found.append(line)
    return found


def same_paragraph(before: TextLine, line: TextLine) -> bool:
    return before.page == line.page and line.bold == before.bold and abs(before.size - line.size) < 1.0


def glue(before: TextLine, line: TextLine) -> TextLine:
    last = before.cells[-1]
    text = last.text[:-1] if re.search(r"\w-$", last.text) else f"{last.text} "
    cells = [*before.cells[:-1], last._replace(text=text + line.cells[0].text), *line.cells[1:]]
    return dataclasses.replace(before, cells=cells, n=before.n)
