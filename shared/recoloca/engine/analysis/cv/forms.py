"""Headings in words of the author's own (`Por onde passei`): found by how they are set, told apart by what follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from ..entries.entry import WorkEntry
from ..entries.experience import parse
from ..entries.limits import NAMED
from ..lines.line import TextLine
from ..lines.looks import Look, body_size, look, plain_candidate, set_apart, stands_out
from ..person.contact import ADDRESS, is_contact
from ..person.names import name_at
from ..sections.blocks import HOLDERS, Block, word_kind
from ..words.concepts import concepts
from ..words.headings import bare
from ..words.lexicon import vocabulary
from ..words.pieces import starts_with_verb
from ..words.places import is_place
from ..words.positions import company_score, title_score
from ..words.schools import BARE_LABEL, INSTITUTION, degree_of
from ..words.text import fold, key

LONGEST: Final = 40
MOST_WORDS: Final = 6
PROSE: Final = 12
SENTENCE: Final = 8
MOST_LOOKS: Final = 12
"""Looks of possible headings that are tried, the most frequent ones; a CV has one to three."""
OPEN: Final = frozenset({"header", "other", "contact"})
"""Kinds of blocks in which whole sections may still hide."""


def refine(blocks: list[Block], lines: list[TextLine], name: TextLine | None) -> list[Block]:
    """The blocks with those headings as well that no table knows."""
    body, apart = body_size(lines), set_apart(lines)
    usual = {look(block.heading) for block in blocks if block.heading and block.kind not in OPEN}
    named = name_lines(lines, name, body)
    found: list[Block] = []
    if not any(block.kind == "experience" for block in blocks):
        blocks = [part for block in blocks for part in part_entries(block, body, apart)]
    for block in blocks:
        if block.kind == "experience" and is_form_of_study(block):
            block.kind = "education"
        if block.heading and block.kind in OPEN and not is_own_contact(block):
            block.kind = guess(block.lines) or block.kind
        marks = [line for line in block.lines if line.n not in named and is_form(line, body, apart)]
        wanted = best_look(block, marks) if block.kind in OPEN and not block.heading else usual
        found += cut(block, [line for line in marks if look(line) in wanted], apart)
    return found


def part_entries(block: Block, body: float, apart: set[int]) -> list[Block]:
    """The lines before the first heading, entries of work without a known heading among them apart."""
    if block.kind != "header" or block.heading:
        return [block]
    start = max((at for at, line in enumerate(block.lines) if tells_where(line)), default=-1) + 1
    lines = block.lines[start:]
    headed = bool(lines) and is_form(lines[0], body, apart) and named_entries(lines[1:])
    if headed:
        return [
            Block("header", "", None, block.lines[:start]),
            Block("experience", bare(lines[0].text), lines[0], lines[1:]),
        ]
    entries = named_entries(lines)
    if not entries:
        return [block]
    first = entries[0].extent[0]
    return [
        Block("header", "", None, [line for line in block.lines if line.n < first]),
        Block("experience", "", None, [line for line in block.lines if line.n >= first]),
    ]


def named_entries(lines: list[TextLine]) -> list[WorkEntry]:
    """The entries among lines whose title is surely one, and that have an employer and a period."""
    return [
        entry
        for entry in parse(lines)
        if entry.title and title_score(entry.title) >= NAMED and entry.company and entry.period
    ]


def tells_where(line: TextLine) -> bool:
    return is_contact(line.text) or bool(ADDRESS.match(line.text))


def is_form_of_study(block: Block) -> bool:
    """Whether the lines under an experience heading are a form about a course: they name a school and no position."""
    labelled = any(BARE_LABEL.match(line.body) for line in block.lines)
    return labelled and not any(
        entry.title and title_score(entry.title) >= NAMED for entry in parse(block.lines)
    )


def is_own_contact(block: Block) -> bool:
    """Whether a contact section holds an e-mail or a telephone, so that its kind needs no guess."""
    return block.kind == "contact" and any(is_contact(line.text) for line in block.lines)


def name_lines(lines: list[TextLine], name: TextLine | None, body: float) -> set[int]:
    """Numbers of the lines over which the name is set."""
    if name is None:
        return set()
    _, size = name_at(lines, lines.index(name), body)
    return set(range(name.n, name.n + max(size, 1)))


def unspaced(text: str) -> str:
    """`O N D E  A T U E I`, set with space between its letters, as one word."""
    words = text.split()
    return text.replace(" ", "") if len(words) > 3 and len(text.replace(" ", "")) / len(words) < 2.2 else text


def is_form(line: TextLine, body: float, apart: set[int]) -> bool:
    """A short line alone that stands out or apart and names no position, employer or place."""
    text = bare(unspaced(line.text))
    if (
        not plain_candidate(line)
        or line.bullet
        or not text
        or len(text) > LONGEST
        or len(text.split()) > MOST_WORDS
    ):
        return False
    if degree_of(text) or names_language(line):
        return False
    if re.search(r"[\d@|,]|\w\.$", line.text) or not (stands_out(line, body) or line.n in apart):
        return False
    return (
        title_score(text) < 1
        and not company_score(text)
        and not is_place(text)
        and not starts_with_verb(text)
    )


def best_look(block: Block, marks: list[TextLine]) -> set[Look]:
    """The look of lines whose parts read as the most kinds of section; the larger one of two."""
    groups: dict[Look, list[TextLine]] = defaultdict(list)
    for line in marks:
        groups[look(line)].append(line)
    best: tuple[int, Look] | None = None
    usual = sorted(groups.items(), key=lambda found: -len(found[1]))[:MOST_LOOKS]
    for own, group in usual:
        kinds = {guess(part) for part in parts(block, group)[1:]} - {None}
        if kinds and (best is None or (len(kinds), own) > best):
            best = (len(kinds), own)
    return {best[1]} if best else set()


def parts(block: Block, marks: list[TextLine]) -> list[list[TextLine]]:
    """The text before the first mark, then the text after each mark."""
    found: list[list[TextLine]] = [[]]
    opening = {id(mark) for mark in marks}
    for line in block.lines:
        if id(line) in opening:
            found.append([])
        else:
            found[-1].append(line)
    return found


def cut(block: Block, marks: list[TextLine], apart: set[int]) -> list[Block]:
    """The block, cut at each mark after which another kind of section is plain to read."""
    first, *rest = parts(block, marks)
    found = [Block(block.kind, block.title, block.heading, first)]
    for mark, lines in zip(marks, rest, strict=True):
        kind = guess(lines)
        if kind is None and found[-1].kind not in HOLDERS and mark.n in apart:
            kind = word_kind(mark.text) or "other"
        if kind and kind != found[-1].kind:
            found.append(Block(kind, bare(mark.text), mark, lines))
        else:
            found[-1].lines += [mark, *lines]
    return [one for one in found if one.heading or one.lines]


def guess(lines: list[TextLine]) -> str | None:
    """The kind of section that lines without a known heading make, where their content tells it."""
    return next((kind for kind, reads in READERS if lines and reads(lines)), None)


def reads_languages(lines: list[TextLine]) -> bool:
    return share(lines, names_language) >= 0.6


def reads_education(lines: list[TextLine]) -> bool:
    did = any(line.bullet and starts_with_verb(line.body) for line in lines)
    return share(lines, names_study) >= 0.3 and not did


def reads_experience(lines: list[TextLine]) -> bool:
    return any(
        entry.title and title_score(entry.title) >= 0.8 and entry.company and entry.period
        for entry in parse(lines)
    )


def reads_skills(lines: list[TextLine]) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    if any(re.search(r"\d{4}", line.text) or is_sentence(line) for line in lines) or words >= PROSE * len(
        lines
    ):
        return False
    named = sum(len(concepts(line.text, inside=True)) for line in lines)
    return named >= 2 and named >= 0.5 * len(lines)


def is_sentence(line: TextLine) -> bool:
    return line.text.endswith(".") and len(line.text.split()) >= SENTENCE and not line.bullet


def reads_summary(lines: list[TextLine]) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    if (
        not lines
        or words < (SENTENCE if is_sentence(lines[-1]) else PROSE)
        or len(lines) > 8
        or any(line.bullet for line in lines)
    ):
        return False
    return all(len(line.text.split()) > 4 for line in lines[:-1])


READERS: Final[tuple[tuple[str, Callable[[list[TextLine]], bool]], ...]] = (
    ("languages", reads_languages),
    ("education", reads_education),
    ("experience", reads_experience),
    ("skills", reads_skills),
    ("summary", reads_summary),
)
"""The surest first."""


def share(lines: list[TextLine], test: Callable[[TextLine], bool]) -> float:
    return sum(test(line) for line in lines) / max(len(lines), 1)


def names_language(line: TextLine) -> bool:
    words = key(line.text).split()
    known = vocabulary("language_names", "iso")
    return len(words) <= 8 and any(word in known for word in words)


def names_study(line: TextLine) -> bool:
    named = INSTITUTION.search(fold(line.body))
    return bool(degree_of(line.body) or (named and len(named.group()) > 3))
