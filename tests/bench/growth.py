"""How work grows with a hostile text: four times the text may cost at most 4.5 times the processor time.

Measured are the engine's stages, the readers of files, every function of the engine that takes a text or lines, a
match, a reply of the coach, and every regular expression of the product. The functions and expressions are found by
themselves.

1. Look: each work meets every hostile text once at a small size and once at four times that size. Its suspects are
   the two texts that took longest and the two whose time grew most.
2. At the caps: a work that takes less than 2 ms with each suspect at the largest size that the product allows cannot
   matter at any size. It is counted as `below` and not measured further.
3. Measure: the other works are measured with each suspect. `n` grows, or the call is repeated, until the work takes
   50 ms. The best of five is compared with the best of five at 4 n.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from infra.documents import figures
from recoloca.engine.analysis.cv.understand import understand
from recoloca.engine.analysis.engine import analyze, conclude
from recoloca.engine.analysis.extract import docx as docx_reader
from recoloca.engine.analysis.extract import pdf as pdf_reader
from recoloca.engine.analysis.extract import plain
from recoloca.engine.analysis.extract.rows import Extracted, empty
from recoloca.engine.coach.brain import reply
from recoloca.engine.coach.model import CoachContext, Topic
from recoloca.engine.matching.engine import match
from recoloca.engine.matching.errors import AdvertisementError
from tests.support.analysis.expressions import Expression, expressions
from tests.support.analysis.files import LINES as CV
from tests.support.analysis.files import docx, paragraph, pdf
from tests.support.analysis.hostile import HEAD, LINES, PIECES
from tests.support.analysis.readers import Reader, forget, readers

MOST_GROWTH: Final = 4.5
LEAST_SECONDS: Final = 0.05
BELOW_SECONDS: Final = 0.002
"""Of one call at the caps: a work that takes less is not measured further."""
CLEAR_SECONDS: Final = 0.0002
"""Of one call at 4 n in the look: below it a single run says nothing about growth."""
SUSPECTS: Final = 2
"""Texts of a work that took longest in the look, and as many whose time grew most."""
ROUNDS: Final = 5
AGAIN: Final = 3
"""Measurements of a work that is over the bar; the machine's other work moves some."""
CHARACTERS: Final = 5_000
"""Of a text at `n`. 4 n is the longest advertisement, 20,000; a line of a CV has at most 2,000."""
LIST_CHARACTERS: Final = 25_000
"""Of lines at `n`. 4 n are the 4,000 rows of 50 characters that a document may have."""
MESSAGE: Final = 1_000
"""Of a message to the coach at `n`. 4 n is the longest that the API takes."""
LOOK: Final = 500
"""Characters at `n` in the look."""
FIRST_LINES: Final = 125
MOST_LINES: Final = 1_000
"""4 n lines are the most that a document may have."""

KEPT: Final = 20
"""Works of each kind that are shown and kept, those that grow most."""

Work = Callable[[], float]
"""Does the work once; the processor seconds that it took."""


@dataclass(frozen=True)
class Growth:
    """`ms` are of one call at `n`, `ratio` how many times as many at 4 n."""

    name: str
    text: str
    n: int
    ms: float
    ratio: float


def timed(work: Callable[..., object], *values: Any) -> float:
    """Without the collector of cycles, whose work grows with all that this process keeps."""
    gc.disable()
    began = time.process_time()
    work(*values)
    seconds = time.process_time() - began
    gc.enable()
    return seconds


def best(work: Work, calls: int) -> float:
    """Processor seconds of one call, in the fastest of five rounds of calls."""
    return min(sum(work() for _ in range(calls)) for _ in range(ROUNDS)) / calls


def measured(name: str, text: str, make: Callable[[int], Work], first: int, most: int) -> Growth:
    """The growth of a work whose size `make` sets; measured again while it is over the bar."""
    n = first
    while (once := min(make(n)(), make(n)())) < LEAST_SECONDS and n < most:
        n = min(2 * n, most)
    calls = max(1, round(LEAST_SECONDS / max(once, 1e-6)))
    found: list[tuple[float, float]] = []
    for _ in range(AGAIN):
        seconds = best(make(n), calls)
        found.append((best(make(4 * n), max(1, calls // 4)) / seconds, seconds))
        if found[-1][0] <= MOST_GROWTH:
            break
    ratio, seconds = min(found)
    if ratio > MOST_GROWTH:
        sys.stderr.write(f"{name} on {text} grows {ratio:.2f} times from {n}\n")
    return Growth(name, text, n, 1000 * seconds, ratio)


def worst(name: str, make: Callable[[str, int], Work], most: int, look: int = LOOK) -> Iterator[Growth | str]:
    """The growth with each suspect; the work's name alone where each takes next to nothing at `4 * most`, the cap."""
    found = suspects(make, look)
    if all(is_below(partial(make, text), seconds, 4 * look, 4 * most) for text, seconds in found.items()):
        yield name
    else:
        for text in found:
            yield measured(name, repr(text), partial(make, text), min(look, most), most)


def suspects(make: Callable[[str, int], Work], look: int) -> dict[str, float]:
    """The texts that took longest or grew most in the look, and the seconds of each at four times its size."""
    looks = {text: (make(text, look)(), make(text, 4 * look)()) for text in PIECES}
    slowest = sorted(looks, key=lambda text: -looks[text][1])[:SUSPECTS]
    clear = [text for text, (_, large) in looks.items() if large > CLEAR_SECONDS]
    steepest = sorted(clear, key=lambda text: -looks[text][1] / max(looks[text][0], 1e-6))[:SUSPECTS]
    return {text: looks[text][1] for text in dict.fromkeys([*slowest, *steepest])}


def is_below(make: Callable[[int], Work], seconds: float, size: int, cap: int) -> bool:
    """Whether a call at the cap takes next to nothing; not tried where even linear growth from `size` takes more."""
    return seconds * cap / size < 4 * BELOW_SECONDS and min(make(cap)() for _ in range(3)) < BELOW_SECONDS


def filled(piece: str, n: int) -> str:
    """`n` characters of one piece, then a character that ends the run."""
    return (piece * (n // len(piece) + 1))[:n] + "!"


def of_expression(one: Expression) -> Callable[[str, int], Work]:
    def make(piece: str, n: int) -> Work:
        text = filled(piece, n)
        return lambda: timed(one.read, text)

    return make


def of_reader(one: Reader) -> Callable[[str, int], Work]:
    """With lists: a line of 50 characters for each 50 of the size, at most as many as a document has."""

    def make(piece: str, n: int) -> Work:
        texts = [filled(piece, 50)] * (n // 50) if one.takes_lists else [filled(piece, n)]

        def work() -> float:
            values = one.values(texts)
            forget()
            return timed(one.call, values)

        return work

    return make


def document(text: str) -> Extracted:
    """A document with this text, as the extraction returns it, without the extraction's limit on rows."""
    found = empty("text")
    found["rows"] = [plain.row(number, 0.0, line) for number, line in enumerate(text.splitlines())]
    return found


def analyse(text: str) -> None:
    conclude(understand(document(HEAD + text)), "pt-BR", lambda: 0)


def stages() -> Iterator[Growth | str]:
    for name, lines in LINES.items():
        yield measured(f"stages, {name}", "lines", _of_text(analyse, lines), FIRST_LINES, MOST_LINES)
    yield from worst("stages", _of_pieces, MOST_LINES, FIRST_LINES // 4)


def _of_pieces(piece: str, n: int) -> Work:
    return _of_text(analyse, partial(repeated, piece))(n)


def repeated(piece: str, n: int) -> str:
    """`n` lines of 50 characters."""
    return f"{filled(piece, 50)}\n" * n


def _of_text(work: Callable[[Any], object], text: Callable[[int], Any]) -> Callable[[int], Work]:
    def make(n: int) -> Work:
        made = text(n)

        def once() -> float:
            forget()
            return timed(work, made)

        return once

    return make


def files() -> Iterator[Growth | str]:
    line = "Organizei o estoque com 300 itens da loja"
    kinds: dict[str, tuple[Callable[[bytes], object], Callable[[int], bytes]]] = {
        "text": (plain.read, lambda n: f"{line}\n".encode() * n),
        "docx": (docx_reader.read, lambda n: docx(paragraph(line) * n)),
        "pdf": (pdf_reader.read, lambda n: pdf([line] * n)),
    }
    for kind, (read, make) in kinds.items():
        yield measured("files", kind, _of_text(read, make), FIRST_LINES, MOST_LINES)


def requests() -> Iterator[Growth | str]:
    """A match and the coach's replies, each with the longest text that the API takes at 4 n."""
    result = analyze("\n".join(CV).encode())

    def advertise(text: str) -> None:
        try:
            match(result, text)
        except AdvertisementError:
            return

    def answer(topic: Topic, message: str) -> None:
        context = CoachContext("session", topic, date(2026, 3, 4), job_description=message)
        reply(context, (), message, "pt-BR")

    works: dict[str, Callable[[str], None]] = {"match": advertise}
    works |= {f"coach, {topic.value}": partial(answer, topic) for topic in Topic}
    for name, work in works.items():

        def make(piece: str, n: int, work: Callable[[str], None] = work) -> Work:
            return _of_text(work, lambda n: f"Requisitos: {filled(piece, n)}")(n)

        yield from worst(name, make, CHARACTERS if name == "match" else MESSAGE)


def everything() -> dict[str, Iterator[Growth | str]]:
    return {
        "expressions": (
            growth for one in expressions() for growth in worst(one.name, of_expression(one), CHARACTERS)
        ),
        "functions": (
            growth
            for one in readers()
            if one.takes_any_text()
            for growth in worst(one.name, of_reader(one), LIST_CHARACTERS if one.takes_lists else CHARACTERS)
        ),
        "requests": requests(),
        "files": files(),
        "stages": stages(),
    }


def main() -> None:
    """Measure everything, or the parts that the arguments name. The figures of the other parts stay."""
    load = os.getloadavg()[0]
    console = Console(width=140)
    parts: dict[str, dict[str, object]] = {}
    over: list[Growth] = []
    for part in sys.argv[1:] or everything():
        results = list(everything()[part])
        below = [one for one in results if isinstance(one, str)]
        found = sorted((one for one in results if isinstance(one, Growth)), key=lambda one: -one.ratio)
        over += [one for one in found if one.ratio > MOST_GROWTH]
        table = Table(part, "text", "n", "CPU ms", "4 n / n")
        for one in found[:KEPT]:
            table.add_row(one.name, one.text, str(one.n), f"{one.ms:.2f}", f"{one.ratio:.2f}")
        console.print(table)
        most = [{**asdict(one), "ms": round(one.ms, 2), "ratio": round(one.ratio, 2)} for one in found[:KEPT]]
        works = len({one.name for one in found}) + len(below)
        parts[part] = {"works": works, "below": len(below), "measured": len(found), "most": most}
    kept = (figures.read("growth") or {}).get("parts", {})
    figures.write("growth", {"parts": kept | parts}, load)
    if over:
        sys.exit(f"{len(over)} works grow more than {MOST_GROWTH} times with four times the text.")


if __name__ == "__main__":
    main()
