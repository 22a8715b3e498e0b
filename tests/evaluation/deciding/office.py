"""Word documents of the deciding set: built-in headings with a contact table, and a page of two cells. A text file."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import _Cell

from tests.evaluation.cv import Block, Cv, Job, Layout

BESIDE = ("skills", "languages", "certifications", "volunteering")


def _saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _contact(cv: Cv) -> list[str]:
    return [part for part in (cv.phone_text, cv.email, cv.place, *cv.links) if part]


def _fill(place: Document | _Cell, block: Block) -> None:
    for job in block.jobs:
        _job(place, job)
    for study in block.studies:
        place.add_paragraph(f"{study.institution}: {study.degree} ({study.period})")
    if block.kind == "skills":
        place.add_paragraph(", ".join(block.items))
    else:
        for line in block.items:
            place.add_paragraph(line)


def _job(place: Document | _Cell, job: Job) -> None:
    place.add_paragraph().add_run(f"{job.company}, {job.place}").bold = True
    place.add_paragraph(f"{job.title}\t{job.period}")
    for line in job.bullets:
        place.add_paragraph(f"• {line}")


def headings(cv: Cv) -> bytes:
    document = docx.Document()
    document.add_heading(cv.name, 0)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = cv.headline
    table.rows[0].cells[1].text = "\n".join(_contact(cv))
    for line in cv.personal:
        document.add_paragraph(line)
    for block in cv.blocks:
        document.add_heading(block.title, 2)
        _fill(document, block)
    return _saved(document)


def two_cells(cv: Cv) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    side, main = table.rows[0].cells
    side.width, main.width = Cm(5.5), Cm(11)
    name = main.paragraphs[0].add_run(cv.name)
    name.bold, name.font.size = True, Pt(20)
    for line in _contact(cv):
        side.add_paragraph(line)
    for block in cv.blocks:
        place = side if block.kind in BESIDE else main
        place.add_paragraph().add_run(block.title).bold = True
        _fill(place, block)
    return _saved(document)


def note(cv: Cv) -> bytes:
    """A text file as mail programs keep one: underlined headings, one blank line between entries."""
    lines = [cv.name.upper(), " | ".join(_contact(cv)), *cv.personal]
    for block in cv.blocks:
        lines += ["", block.title, "-" * len(block.title)]
        for job in block.jobs:
            lines += [
                f"{job.period}: {job.title} / {job.company} ({job.place})",
                *(f"  * {one}" for one in job.bullets),
                "",
            ]
        lines += [f"{study.period}: {study.degree} / {study.institution}" for study in block.studies]
        lines += [", ".join(block.items)] if block.kind == "skills" else list(block.items)
    return "\n".join(lines).encode("utf-8-sig")


LAYOUTS = [
    Layout("office_headings", ".docx", headings),
    Layout("office_two_cells", ".docx", two_cells),
    Layout("office_note", ".txt", note),
]
