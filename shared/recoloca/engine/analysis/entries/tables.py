"""Tables and rails of labels as the forms they stand for: a label before each value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ..lines.line import Cell, TextLine

Kind = Callable[[str], str | None]
"""The kind of a label with its colon, None for another text."""


def with_text(line: TextLine, text: str) -> TextLine:
    """The line as one cell that holds `text`."""
    return replace(line, cells=[Cell(text, line.x0, line.x1, line.bold)], n=line.n)


def from_rail(line: TextLine, kind: Kind) -> TextLine:
    """`Datas   2014 - 2015`: a label in a cell of its own as a form writes it, `Datas: 2014 - 2015`."""
    first, *rest = line.cells
    if not rest or ":" in first.text or kind(f"{first.text}:") is None:
        return line
    return with_text(line, f"{first.text}: {'  '.join(cell.text for cell in rest)}")


def from_table(lines: list[TextLine], kind: Kind, labels: Mapping[str, str]) -> list[TextLine]:
    """The lines, the rows under a table's head row as forms: each cell with the label of its column in `labels`."""
    found: list[TextLine] = []
    head: TextLine | None = None
    for line in lines:
        if len(line.cells) > 2 and all(":" not in cell.text and kind(f"{cell.text}:") for cell in line.cells):
            head = line
        elif head and len(line.cells) > 1 and line.page == head.page:
            found += row_as_form(head, line, kind, labels)
        else:
            found.append(line)
            head = None
    return found


def row_as_form(head: TextLine, line: TextLine, kind: Kind, labels: Mapping[str, str]) -> list[TextLine]:
    told: dict[str, list[str]] = {}
    for cell in line.cells:
        column = min(head.cells, key=lambda one: abs(one.x0 - cell.x0))
        told.setdefault(kind(f"{column.text}:") or "other", []).append(cell.text)
    order = [*labels, *(name for name in told if name not in labels)]
    return [
        with_text(line, label_before(name, labels) + (" - " if name == "period" else " ").join(told[name]))
        for name in order
        if name in told
    ]


def label_before(name: str, labels: Mapping[str, str]) -> str:
    return f"{labels[name]}: " if name in labels else ""


LONG_LABEL: Final = 3
"""Words of a label that is one without a colon too."""


def with_values(lines: list[TextLine], kind: Kind) -> list[TextLine]:
    """The lines, a label alone on its line joined to the value under it."""
    found: list[TextLine] = []
    waiting: TextLine | None = None
    for line in lines:
        if waiting:
            found.append(with_text(line, f"{waiting.text.rstrip(' :')}: {line.body}"))
            waiting = None
        elif is_bare_label(line, kind):
            waiting = line
        else:
            found.append(line)
    return [*found, waiting] if waiting else found


def is_bare_label(line: TextLine, kind: Kind) -> bool:
    text = line.text.rstrip(" :")
    shown = line.text.rstrip().endswith(":") or len(text.split()) >= LONG_LABEL
    return len(line.cells) == 1 and shown and ":" not in text and kind(f"{text}:") is not None
