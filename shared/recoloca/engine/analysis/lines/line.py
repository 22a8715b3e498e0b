"""A line as a person sees it: cells on one height."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

SAME_LINE: Final = 3.5
"""Points by which the baselines of one line's cells may differ."""
SHORT: Final = 45
"""Characters of the longest line that may stand in a margin."""


LONGEST: Final = 2_000
"""Characters of a line beyond which it takes no further cells. Some stages join cells line by line."""


class Cell(NamedTuple):
    text: str
    x0: float
    x1: float
    bold: bool


@dataclass(slots=True)
class TextLine:
    """One line as read; `n` counts from 1 over the document."""

    page: int
    cells: list[Cell]
    top: float
    bottom: float
    size: float
    style: str = ""
    n: int = 0
    text: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        self.text = "  ".join(cell.text for cell in self.cells)

    def takes(self, cells: list[Cell]) -> bool:
        """Append cells, unless the line is full; whether it did."""
        if len(self.text) > LONGEST:
            return False
        self.cells.extend(cells)
        self.refresh()
        return True

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1

    @property
    def bold(self) -> bool:
        return self.cells[0].bold

    @property
    def bullet(self) -> bool:
        return self.text.startswith("• ")

    @property
    def body(self) -> str:
        """The text without its bullet."""
        return self.text.removeprefix("• ")
