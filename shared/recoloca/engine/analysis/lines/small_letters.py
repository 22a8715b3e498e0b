"""Sections written in small letters, as if they were written with capitals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from .line import TextLine

HABIT: Final = 0.7
"""A section is written in small letters if at least this share of its lines begins in small letters."""
FEWEST: Final = 2
START: Final = re.compile(r"^(\W*)([a-zà-ÿ])|((?:\s[-–—|•·]|,)\s+)([a-zà-ÿ])")


def in_small_letters(lines: list[TextLine]) -> bool:
    written = [line for line in lines if line.body[:1].isalpha()]
    small = sum(line.body[0].islower() for line in written)
    return small >= FEWEST and small >= HABIT * len(written)


def raised(lines: list[TextLine]) -> list[TextLine]:
    """The lines with a capital at the start of each piece, if the section is written in small letters."""
    if not in_small_letters(lines):
        return lines
    return [
        replace(line, cells=[cell._replace(text=capitals(cell.text)) for cell in line.cells], n=line.n)
        for line in lines
    ]


def capitals(text: str) -> str:
    return START.sub(lambda found: found.group()[:-1] + found.group()[-1].upper(), text)
