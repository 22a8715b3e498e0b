"""Layouts of the tuning set made in Word: plain, a table for each job, a text box, contact in the page header."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

from tests.evaluation.archive import fixed_times
from tests.evaluation.cv import Block, Cv, Job, Layout

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return fixed_times(buffer.getvalue())


def _contact(cv: Cv) -> list[str]:
    return [field for field in (cv.place, cv.phone_text, cv.email, *cv.links) if field]


def _rest(document: WordDocument, block: Block) -> None:
    for study in block.studies:
        document.add_paragraph(f"{study.degree} – {study.institution} ({study.period})")
    for line in block.items:
        document.add_paragraph(line, style="Normal" if block.kind == "summary" else "List Bullet")


def plain(cv: Cv) -> bytes:
    document = Document()
    document.add_heading(cv.name, 0)
    document.add_paragraph(cv.headline)
    document.add_paragraph(" | ".join(_contact(cv)))
    for line in cv.personal:
        document.add_paragraph(line)
    for block in cv.blocks:
        document.add_heading(block.title, 1)
        for job in block.jobs:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run(job.title).bold = True
            paragraph.add_run(f"\t{job.period}")
            document.add_paragraph(job.company)
            for line in job.bullets:
                document.add_paragraph(line, style="List Bullet")
        _rest(document, block)
    return _saved(document)


def tables(cv: Cv) -> bytes:
    document = Document()
    document.add_paragraph("CURRICULUM VITAE")
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = cv.name
    head.cell(0, 1).text = "\n".join(_contact(cv))
    for block in cv.blocks:
        run = document.add_paragraph().add_run(block.title.upper())
        run.bold, run.font.size = True, Pt(13)
        for job in block.jobs:
            _job_table(document, job)
        _rest(document, block)
    return _saved(document)


def _job_table(document: WordDocument, job: Job) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.cell(0, 0).text = job.period
    cell = table.cell(0, 1)
    cell.text = f"{job.company} - {job.title}"
    for line in job.bullets:
        cell.add_paragraph(f"• {line}")
    document.add_paragraph()


def text_box(cv: Cv) -> bytes:
    document = Document()
    side = [block for block in cv.blocks if block.kind in {"skills", "languages"}]
    lines = [cv.name, *_contact(cv)]
    for block in side:
        lines += [block.title, *block.items]
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    box = parse_xml(
        f'<w:p {NAMESPACES}><w:r><w:pict><v:shape style="width:160pt;height:480pt"><v:textbox>'
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, box)
    for block in cv.blocks:
        if block in side:
            continue
        document.add_heading(block.title, 2)
        for job in block.jobs:
            document.add_paragraph(f"{job.title} | {job.company} | {job.period}")
            for line in job.bullets:
                document.add_paragraph(line, style="List Bullet")
        _rest(document, block)
    return _saved(document)


def page_header(cv: Cv) -> bytes:
    document = Document()
    header = document.sections[0].header
    header.paragraphs[0].text = cv.name
    header.add_paragraph(" · ".join(_contact(cv)))
    for block in cv.blocks:
        document.add_heading(block.title, 1)
        for job in block.jobs:
            document.add_paragraph(job.period)
            document.add_paragraph(f"{job.title}, {job.company}")
            for line in job.bullets:
                document.add_paragraph(line, style="List Bullet")
        _rest(document, block)
    return _saved(document)


LAYOUTS = [Layout(f"word_{make.__name__}", ".docx", make) for make in (plain, tables, text_box, page_header)]
