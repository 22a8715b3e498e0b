"""Expressions that try a run of blanks again from each of its places, so that their work grows with its square."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _constants as op
from re import _parser as parser
from typing import Any, Final

Items = Sequence[tuple[Any, Any]]
"""A part of an expression as Python's own parser returns it: operations and their values."""
REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT)
BEHIND: Final = -1


def parsed(pattern: re.Pattern[str]) -> Items:
    return list(parser.parse(pattern.pattern, pattern.flags))


def is_run(item: tuple[Any, Any]) -> bool:
    """Whether an item is blanks without an upper limit, `\\s*` or `[\\s,]+`."""
    code, value = item
    if code not in REPEATS or value[1] is not op.MAXREPEAT or len(value[2]) != 1:
        return False
    inner, members = value[2][0]
    return inner is op.IN and (op.CATEGORY, op.CATEGORY_SPACE) in members


def begins_with_run(items: Items) -> bool:
    """Whether a search may start within a run of blanks, and then needs something after the run."""
    for place, (code, value) in enumerate(items):
        rest = list(items[place + 1 :])
        if is_run((code, value)):
            return needs_more(rest)
        if code is op.BRANCH:
            branches = [[*one, *rest] for one in value[1]]
            takes_any = any(one and is_run(one[0]) and not needs_more(one[1:]) for one in branches)
            return not takes_any and any(begins_with_run(one) for one in branches)
        if code is op.SUBPATTERN:
            return begins_with_run([*value[-1], *rest])
        if code in REPEATS and value[0] == 0:
            if begins_with_run([*value[2], *rest]):
                return True
        elif not (code is op.AT and value is op.AT_BOUNDARY) and not ahead(code, value):
            return False
    return False


def ahead(code: Any, value: Any) -> bool:
    """Whether an item looks at the text after its place, which does not bind where a match starts."""
    return code in {op.ASSERT, op.ASSERT_NOT} and value[0] != BEHIND


def needs_more(items: Items) -> bool:
    return any(not (code in REPEATS and value[0] == 0) for code, value in items)
