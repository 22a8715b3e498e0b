"""Layouts of the deciding set that Typst sets: one column with dates in the margin, a left rail, two columns."""

from __future__ import annotations

from collections.abc import Callable

import typst

from tests.evaluation.cv import Block, Cv, Job, Layout

RAIL = ("skills", "languages", "certifications", "volunteering")
SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\#$*_`@<>[]~/='\"-+"})


def _text(value: str) -> str:
    """Typst markup that prints `value` as it stands."""
    return value.translate(SPECIAL)


def _lines(block: Block, mark: str) -> list[str]:
    return [f"{mark} {_text(line)}" for line in block.items]


def _studies(block: Block) -> list[str]:
    return [
        f"*{_text(one.degree)}* \\ {_text(one.institution)}, {_text(one.period)}\n" for one in block.studies
    ]


def _bullets(job: Job) -> list[str]:
    return [f"- {_text(line)}" for line in job.bullets]


def _contact(cv: Cv, joiner: str) -> str:
    return joiner.join(_text(part) for part in (cv.email, cv.phone_text, *cv.links, cv.place) if part)


def _compiled(setup: str, *parts: str) -> bytes:
    head = f'#set document(date: none)\n#set page(paper: "a4", margin: 16mm)\n{setup}\n'
    pdf = typst.compile((head + "\n".join(parts)).encode(), format="pdf", ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("one page format gives one file")
    return pdf


def margin_dates(cv: Cv) -> bytes:
    parts = [f"#text(22pt)[{_text(cv.name)}] \\ {_text(cv.headline)} \\ {_contact(cv, ' · ')}\n"]
    parts += [f"{_text(line)}\n" for line in cv.personal]
    for block in cv.blocks:
        parts.append(f"== {_text(block.title)}\n")
        for job in block.jobs:
            told = [f"*{_text(job.title)}*, {_text(job.company)} \\ _{_text(job.place)}_", *_bullets(job)]
            body = "\n".join(told)
            parts.append(f"#grid(columns: (3.4cm, 1fr), gutter: 4mm)[{_text(job.period)}][{body}\n]\n")
        parts += [*_studies(block), *_lines(block, "-"), ""]
    return _compiled('#set text(font: "Libertinus Serif", size: 10.5pt)', *parts)


def left_rail(cv: Cv) -> bytes:
    def column(kinds: Callable[[str], bool]) -> str:
        parts = []
        for block in cv.blocks:
            if kinds(block.kind):
                parts += [f"=== {_text(block.title)}\n", *map(_rail_job, block.jobs), *_studies(block)]
                parts += [f"{line} \\" for line in map(_text, block.items)]
                parts.append("")
        return "\n".join(parts)

    contact = _contact(cv, " \\ ")
    rail = f"= {_text(cv.name)}\n\n{contact}\n\n{column(RAIL.__contains__)}"
    main = column(lambda kind: kind not in RAIL)
    grid = f"#grid(columns: (5.6cm, 1fr), gutter: 8mm)[{rail}][{main}]"
    return _compiled('#set text(font: "New Computer Modern", size: 10pt)', grid)


def _rail_job(job: Job) -> str:
    head = f"*{_text(job.company)}* ({_text(job.period)}) \\ {_text(job.title)}\n"
    return "\n".join([head, *_bullets(job), ""])


def halves(cv: Cv) -> bytes:
    parts = [
        f'#align(center)[#text(20pt, weight: "bold")[{_text(cv.name)}] \\ {_contact(cv, " | ")}]\n#columns(2)['
    ]
    for block in cv.blocks:
        parts.append(f"#underline[*{_text(block.title.upper())}*]\n")
        for job in block.jobs:
            parts += [
                f"{_text(job.title)} \\ {_text(job.company)} \\ {_text(job.period)}\n",
                *_bullets(job),
                "",
            ]
        parts += [*_studies(block), *_lines(block, "-"), ""]
    return _compiled('#set text(font: "Libertinus Serif", size: 10pt)', *parts, "]")


LAYOUTS = [Layout(f"typst_{make.__name__}", ".pdf", make) for make in (margin_dates, left_rail, halves)]
