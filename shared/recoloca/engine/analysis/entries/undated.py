"""Entries without a period, by where their lines stand."""

from __future__ import annotations

import re
from typing import Final

from ..lines.line import TextLine
from ..lines.looks import set_apart
from ..words.dates import periods
from ..words.pieces import ACTIVITIES, starts_with_verb
from ..words.places import is_place
from ..words.positions import title_score
from .headers import is_header_like
from .limits import NAMED
from .spans import MAX_ABOVE, header_texts


def undated(lines: list[TextLine], busy: set[int]) -> list[list[int]]:
    """Runs of header lines that name an entry without a period; `busy` are the lines of the dated ones' headers."""
    apart = set_apart(lines)
    found: list[list[int]] = []
    index = 0
    while index < len(lines):
        run = header_run(lines, index, busy, apart)
        if run and names_undated(lines, run, apart):
            found.append(run)
        index += max(len(run), 1)
    return found


def header_run(lines: list[TextLine], index: int, busy: set[int], apart: set[int]) -> list[int]:
    run: list[int] = []
    while index < len(lines) and len(run) < MAX_ABOVE:
        line = lines[index]
        if index in busy or not is_header_like(line) or periods(line.text) or WEB.match(line.text):
            break
        if run and line.n in apart:
            break
        run.append(index)
        index += 1
    return run


def names_undated(lines: list[TextLine], run: list[int], apart: set[int]) -> bool:
    """Whether a run stands where an entry begins, over what was done, and names a position and something else."""
    if not run:
        return False
    first, last = lines[run[0]], run[-1] + 1
    before = lines[run[0] - 1] if run[0] else None
    begins = before is None or before.bullet or first.n in apart or (first.bold and not before.bold)
    after = lines[last] if last < len(lines) else None
    ends = after is None or after.bullet or after.n in apart or bool(ACTIVITIES.match(after.text))
    ends = ends or starts_with_verb(after.text) or bool(WEB.match(after.text)) if after else ends
    pieces = [piece for i in run for piece in header_texts(lines[i]) if not is_place(piece)]
    best = max(map(title_score, pieces), default=0.0)
    return begins and ends and best >= NAMED and len(pieces) >= 2


WEB: Final = re.compile(r"^(?:https?://|www\.)\S+$")
