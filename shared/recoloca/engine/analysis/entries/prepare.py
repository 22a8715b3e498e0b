"""The lines of an experience section as its entries need them: forms parted, broken lines joined, numbers gone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ..lines.line import Cell, TextLine
from ..lines.small_letters import raised
from ..words.dates import periods, without
from ..words.pieces import LABEL, LABELS, are_columns
from ..words.positions import title_score
from .headers import is_header_like
from .limits import NAMED
from .numbers import without_numbers
from .tables import from_rail, from_table, with_text, with_values

TITLE_WORDS: Final = 8
"""Words of the longest title that breaks over two lines."""
LABEL_START: Final = re.compile(
    r"(?:(?<=^)|(?<=\s))(?:" + "|".join(LABELS.values()) + r")\s*:(?!/)", re.IGNORECASE
)
"""Where a label of a form begins within a line."""
COLUMNS: Final = {"company": "Empresa", "title": "Cargo", "period": "Período", "location": "Local"}


def prepare(lines: list[TextLine]) -> list[TextLine]:
    lines = with_values(from_table(raised(lines), kind_at, COLUMNS), kind_at)
    lines = [one for line in lines for one in part_labels(from_rail(line, kind_at))]
    lines = [one for line in without_numbers(lines) for one in part_sentences(line)]
    return rejoin(without_opening_bullets(lines))


SENTENCE_END: Final = re.compile(r"^\s*(?:\)\s*)?\.\s+(?=[A-ZÀ-Þ])")
LONGEST_TITLE: Final = 60


def part_sentences(line: TextLine) -> list[TextLine]:
    """`Padaria Sol (2019 a 2020). Balconista. Atendi o público.`: employer, title and tasks on lines of their own."""
    ranges = [one for one in periods(line.text) if one.is_range]
    if not ranges:
        return [line]
    end = ranges[-1].span[1]
    dot = SENTENCE_END.match(line.text[end:])
    if dot is None:
        return [line]
    title, _, rest = line.text[end + dot.end() :].partition(".")
    if len(title) > LONGEST_TITLE or title_score(title) < NAMED:
        return [line]
    head = line.text[:end] + (")" if ")" in dot.group() else "")
    return [with_text(line, part) for part in (head, title.strip(), rest.strip()) if part]


def part_labels(line: TextLine) -> list[TextLine]:
    """`Cargo: Vendedor   Período: 2011 – 2017`: a line of its own for each label, a period kept whole."""
    text = line.text
    starts = [found.start() for found in LABEL_START.finditer(text)]
    kinds = [kind_at(text[start:]) for start in starts]
    if len(starts) < 2 or len(set(kinds)) < 2 or line.bullet:
        return [line]
    cuts = [
        0,
        *(
            start
            for start, kind, before in zip(starts, kinds, [None, *kinds], strict=False)
            if kind != before and start
        ),
    ]
    parts = [
        text[start:end].strip(" |;,–—-") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
    ]
    return [with_text(line, part) for part in parts if part]


def kind_at(text: str) -> str | None:
    label = LABEL.match(text)
    return next((name for name in LABELS if label.group(name)), None) if label else None


def without_opening_bullets(lines: list[TextLine]) -> list[TextLine]:
    """The lines, their bullets gone where each marks the first line of an entry: a period stands under each."""
    marks = [index for index, line in enumerate(lines) if line.bullet]
    if len(marks) < 1 or marks[0] != 0:
        return lines
    groups = [lines[start:end] for start, end in zip(marks, [*marks[1:], len(lines)], strict=True)]
    if not all(opens_entry(group) for group in groups):
        return lines
    return [plain(line) if line.bullet else line for line in lines]


def opens_entry(group: list[TextLine]) -> bool:
    if not group:
        return False
    head, *rest = group
    dated = any(one.is_range for line in rest[:3] for one in periods(line.text))
    return dated and not periods(head.text) and is_header_like(plain(head))


def plain(line: TextLine) -> TextLine:
    """The line without its bullet."""
    first, *rest = line.cells
    return replace(line, cells=[first._replace(text=first.text.removeprefix("• ")), *rest], n=line.n)


def rejoin(lines: list[TextLine]) -> list[TextLine]:
    """The lines without a table's header, those joined that broke within a title or between two dates."""
    found: list[TextLine] = []
    for line in lines:
        before = found[-1] if found else None
        if is_table_header(line):
            continue
        if before and (goes_on(before, line) or ends_period(before, line)):
            cells = [*before.cells[:-1], joined_cell(before.cells[-1], line.cells[0]), *line.cells[1:]]
            found[-1] = replace(before, cells=cells, n=before.n)
        else:
            found.append(line)
    return found


def joined_cell(before: Cell, after: Cell) -> Cell:
    return before._replace(text=f"{before.text} {after.text.removeprefix('• ')}", x1=max(before.x1, after.x1))


def is_table_header(line: TextLine) -> bool:
    return are_columns([cell.text for cell in line.cells] if len(line.cells) > 1 else line.text.split())


def goes_on(before: TextLine, line: TextLine) -> bool:
    """`Assistente de Protocolo e Guarda` / `de Documentos (2015 à 2016)`: a period ends the second half of a title."""
    dates = periods(line.text)
    small = (
        line.text[:1].islower()
        and bool(dates)
        and dates[0].span[0] > 0
        and len(line.text.split()) <= TITLE_WORDS
    )
    return small and not before.bullet and not periods(before.text) and title_score(before.text) >= NAMED


def ends_period(before: TextLine, line: TextLine) -> bool:
    """`Admissão: 02/2019` / `Saída: 11/2022`."""
    one, other = periods(before.body), periods(line.body)
    begun = len(one) == 1 and one[0].start is not None and one[0].current
    return bool(begun and len(other) == 1 and other[0].until and not without(line.body, other))
