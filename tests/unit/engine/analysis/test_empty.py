"""Every function of the engine that takes a list of lines also takes an empty one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from recoloca import engine
from recoloca.engine.analysis.lines.line import Cell, TextLine

CELL: Final = Cell("Ana", 0.0, 10.0, bold=False)
EMPTY: Final[dict[str, Callable[[], Any]]] = {
    "list": list, "dict": dict, "set": set, "str": str, "int": int, "float": lambda: 10.0, "bool": bool,
    "Iterable": list, "Heights": dict, "Cell": lambda: CELL, "TextLine": lambda: TextLine(1, [CELL], 0.0, 10.0, 10.0),
}  # fmt: skip
"""A value for a parameter by the first word of its annotation."""
INDEXES: Final = {"index", "anchor", "position", "first"}
"""Parameters that tell a place in the list: an empty one has none."""
LINES: Final = re.compile(r"^list\[(TextLine|Row|Item|WorkEntry|Block|Span|Evidence|str)\]")


def functions() -> Iterator[Any]:
    """Functions of the engine's modules whose every parameter `EMPTY` can fill, one of them a list."""
    for module in pkgutil.walk_packages(engine.__path__, f"{engine.__name__}."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            parameters = inspect.signature(one).parameters
            kinds = [str(parameter.annotation) for parameter in parameters.values()]
            known = all(kind.endswith("| None") or re.split(r"\W", kind)[0] in EMPTY for kind in kinds)
            known = known and one.__module__ == module.name and not INDEXES & parameters.keys()
            if known and any(LINES.match(kind) for kind in kinds):
                yield pytest.param(one, id=f"{module.name.rpartition('.')[2]}.{one.__name__}")


@pytest.mark.parametrize("function", list(functions()))
def test_an_empty_list_is_no_error(function: Callable[..., Any]) -> None:
    found = function(*(
        None if kind.endswith("| None") else EMPTY[re.split(r"\W", kind)[0]]()
        for kind in (str(parameter.annotation) for parameter in inspect.signature(function).parameters.values())
    ))  # fmt: skip
    if inspect.isgenerator(found):
        list(found)
