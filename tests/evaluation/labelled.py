"""How well the match tells what a CV covers: advertisements whose every line is labelled.

`requirements/<CV>.<language>.ad.tsv` has a line for each line of an advertisement: `covered`, `partial`, `missing`, or
`-` where the line asks for nothing; then the line. `<CV>.cv.txt` is the CV. Run it to print the figures and each fault:
`python -m tests.evaluation.labelled`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from recoloca.engine.analysis.engine import analyze
from recoloca.engine.matching.engine import match

FOLDER: Final = Path(__file__).with_name("requirements")
TODAY: Final = date(2026, 11, 30)
ORDER: Final = ("missing", "partial", "covered")


@dataclass(frozen=True)
class Line:
    cv: str
    pair: str
    """Language of the CV and of the advertisement: `pt-en`."""
    text: str
    right: str
    got: str
    """The lowest status of the requirements that stand in the line; `-` where there is none."""
    missing: tuple[str, ...]
    """The keywords of the line that are said to be missing."""


def lines() -> Iterator[Line]:
    """Every labelled line with what the engine says of it."""
    for path in sorted(FOLDER.glob("*.ad.tsv")):
        cv, language = path.name.split(".")[:2]
        result = analyze((FOLDER / f"{cv}.cv.txt").read_bytes())
        rows = [row.split("\t", 1) for row in path.read_text("utf-8").splitlines()]
        told = match(result, "\n".join(text for _, text in rows), today=TODAY)
        whole = {text for _, text in rows}
        for right, text in rows:
            words = re.findall(r"\w+", text)
            own = [
                one
                for one in told["requirements"]
                if one["text"] == text or (one["text"] not in whole and _stands(one["text"], words))
            ]
            got = min((one["status"] for one in own), key=ORDER.index, default="-")
            missing = tuple(word for one in own for word in one["missing"])
            yield Line(cv, f"{result['language']}-{language}", text, right, got, missing)


def _stands(requirement: str, words: list[str]) -> bool:
    """Whether the requirement's words are consecutive words of the line."""
    own = re.findall(r"\w+", requirement)
    return any(words[place : place + len(own)] == own for place in range(len(words) - len(own) + 1))


@dataclass(frozen=True)
class Share:
    precision: float
    recall: float
    f1: float
    lines: int


def covered(labelled: Iterable[Line]) -> Share:
    """Precision, recall and F1 of `covered`, 0 to 1, over the lines that ask for something or were taken to."""
    told = [line for line in labelled if line.right != "-" or line.got != "-"]
    right = sum(line.right == line.got == "covered" for line in told)
    said, wanted = (
        sum(line.got == "covered" for line in told),
        sum(line.right == "covered" for line in told),
    )
    precision, recall = (right / said if said else 0.0, right / wanted if wanted else 0.0)
    f1 = 2 * right / (said + wanted) if said + wanted else 0.0
    return Share(precision, recall, f1, len(told))


def wrongly_asked(labelled: Iterable[Line]) -> list[Line]:
    """Lines that ask for nothing and were taken for requirements."""
    return [line for line in labelled if line.right == "-" and line.got != "-"]


def wrongly_missing(labelled: Iterable[Line]) -> list[Line]:
    """Covered lines of which the engine says that a keyword is missing."""
    return [line for line in labelled if line.right == "covered" and line.missing]


def main() -> None:
    found = list(lines())
    pairs: dict[str, list[Line]] = defaultdict(list)
    for line in found:
        pairs[line.pair].append(line)
        if line.right != line.got:
            print(f"{line.cv} {line.pair}: {line.right} was {line.got}: {line.text}")
    for name, own in [("all", found), *sorted(pairs.items())]:
        share = covered(own)
        print(
            f"{name}: precision {share.precision:.3f} recall {share.recall:.3f} F1 {share.f1:.3f}, "
            f"{share.lines} lines, "
            f"{len(wrongly_asked(own))} taken for requirements, {len(wrongly_missing(own))} wrongly missing"
        )


if __name__ == "__main__":
    main()
