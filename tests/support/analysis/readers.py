"""Every function of the engine that reads a text or lines, found by itself."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from recoloca import engine
from recoloca.engine.analysis.entries.items import Item
from recoloca.engine.analysis.extract.plain import row
from recoloca.engine.analysis.lines.line import Cell, TextLine
from recoloca.engine.analysis.sections.blocks import Block
from tests.support.analysis.expressions import modules

VALUES: Final[dict[str, Callable[[list[str]], Any]]] = {
    "list[TextLine]": lambda texts: [line(number, text) for number, text in enumerate(texts)],
    "list[Row]": lambda texts: [row(number, 0.0, text) for number, text in enumerate(texts)],
    "list[Item]": lambda texts: [Item(text, [number]) for number, text in enumerate(texts)],
    "list[Block]": lambda texts: [Block("other", "Outros", None, VALUES["list[TextLine]"](texts))],
    "list[str]": list,
    "list": lambda _texts: [], "Iterable": lambda _texts: [], "dict": lambda _texts: {},
    "set": lambda _texts: set(), "Heights": lambda _texts: {}, "int": lambda _texts: 0,
    "float": lambda _texts: 10.0, "bool": lambda _texts: False, "str": " ".join,
    "TextLine": lambda texts: line(0, " ".join(texts)), "Cell": lambda texts: line(0, " ".join(texts)).cells[0],
}  # fmt: skip
"""A value for a parameter, made of lines, by its annotation or the annotation's first word."""
TEXTS: Final = frozenset(
    {"list[TextLine]", "list[Row]", "list[Item]", "list[Block]", "list[str]", "str", "TextLine", "Cell"}
)
ORDINARY: Final = [
    "Ana Prado Reis",
    "Vendedora na Loja Azul em Recife",
    "Organizei o estoque",
    "Formação",
    "Direito",
]
INDEXES: Final = frozenset({"index", "anchor", "position", "first"})
"""Parameters that tell a place in the list."""


def line(number: int, text: str) -> TextLine:
    top = 12.0 * number
    return TextLine(1, [Cell(text, 0.0, float(len(text)), bold=False)], top, top + 10, 10.0, n=number + 1)


@dataclass(frozen=True)
class Reader:
    """A function whose every parameter `VALUES` can fill; `kinds` are the keys of the values, None for no value."""

    name: str
    function: Callable[..., Any]
    kinds: tuple[str | None, ...]

    @property
    def takes_lists(self) -> bool:
        return any(kind in TEXTS and kind.startswith("list") for kind in self.kinds if kind)

    @property
    def takes_texts(self) -> bool:
        return not TEXTS.isdisjoint(self.kinds)

    def values(self, texts: list[str]) -> list[Any]:
        return [VALUES[kind](texts) if kind else None for kind in self.kinds]

    def call(self, values: list[Any]) -> None:
        found = self.function(*values)
        if inspect.isgenerator(found):
            for _ in found:
                pass

    def takes_any_text(self) -> bool:
        """Not so for those that look up a name of ours, read a number that an expression found, or take other rows."""
        try:
            self.call(self.values(ORDINARY))
        except (AttributeError, LookupError, OSError, TypeError, ValueError):
            return False
        return True


def readers() -> Iterator[Reader]:
    """The functions of the engine's modules that take plain values only, one of them a text or lines."""
    for module in modules(engine):
        for _, one in inspect.getmembers(module, callable):
            if getattr(one, "__module__", "") != module.__name__ or inspect.isclass(one):
                continue
            parameters = inspect.signature(one).parameters
            kinds = [kind_of(str(parameter.annotation)) for parameter in parameters.values()]
            if "unknown" in kinds or INDEXES & parameters.keys():
                continue
            reader = Reader(
                f"{module.__name__.removeprefix('recoloca.engine.')}.{one.__name__}", one, tuple(kinds)
            )
            if reader.takes_texts:
                yield reader


def kind_of(annotation: str) -> str | None:
    if annotation.endswith("| None"):
        return None
    first = re.split(r"\W", annotation)[0]
    return next((kind for kind in (annotation, first) if kind in VALUES), "unknown")


@functools.cache
def caches() -> tuple[Any, ...]:
    """The caches of results for a text; those without a limit hold tables."""
    found = (
        one for module in modules(engine) for one in vars(module).values() if hasattr(one, "cache_parameters")
    )
    return tuple(one for one in found if one.cache_parameters()["maxsize"])


def forget() -> None:
    for one in caches():
        one.cache_clear()
