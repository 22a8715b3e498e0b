"""What an entry says was done: its bullets and sentences, each joined over the lines it was broken into."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..lines.line import TextLine
from ..words.pieces import ACTIVITIES, STACK, starts_with_verb


@dataclass(slots=True)
class Item:
    """A bullet or a sentence of an entry, with the numbers of its lines."""

    text: str
    lines: list[int]


def items(lines: list[TextLine], margin: float) -> list[Item]:
    """Bullets and sentences, each joined over its lines; `margin` is where the column's longest lines end."""
    found: list[Item] = []
    marked = any(line.bullet for line in lines)
    left = min((line.x0 for line in lines if line.bullet), default=0)
    before: TextLine | None = None
    for line in lines:
        text = ACTIVITIES.sub("", line.body).strip() if not line.bullet else line.body
        if not text:
            before = None
            continue
        if (
            before
            and found
            and not line.bullet
            and carries_on(before, line, found[-1].text, marked, margin, left)
        ):
            found[-1].text = join(found[-1].text, text)
            found[-1].lines.append(line.n)
        else:
            found.append(Item(text, [line.n]))
        before = line
    return found


def carries_on(before: TextLine, line: TextLine, text: str, marked: bool, margin: float, left: float) -> bool:
    if line.text[:1].islower() or text.endswith((",", "-")):
        return True
    if marked and line.x0 > left + 3:
        return True
    if text.endswith((".", ";", ":", "!")) or starts_with_verb(line.text):
        return False
    return before.x1 + first_word_width(line) > margin


def first_word_width(line: TextLine) -> float:
    """Points that the first word would have needed on the line before."""
    first = line.cells[0]
    return (first.x1 - first.x0) / max(len(first.text), 1) * (len(first.text.split()[0]) + 1)


def join(before: str, after: str) -> str:
    if re.search(r"\w-$", before[-2:]) and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"


def is_stack(item: Item) -> bool:
    """A list of technologies rather than something the person did."""
    return bool(STACK.match(item.text))
