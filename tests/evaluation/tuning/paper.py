"""Layouts of the tuning set drawn by reportlab: a LaTeX-like page with dates at the right, and a compact one."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

from tests.evaluation.cv import Block, Cv, Job, Layout

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)
NAME = ParagraphStyle("name", parent=BODY, fontSize=21, leading=26, alignment=TA_CENTER)
MIDDLE = ParagraphStyle("middle", parent=BODY, alignment=TA_CENTER)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName="Times-Bold", fontSize=13, leading=18, spaceBefore=7
)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=9, leading=11)
SMALL_HEADING = ParagraphStyle("small_heading", parent=SMALL, fontName="Helvetica-Bold", spaceBefore=8)
WIDTH = A4[0] - 110


def _document(story: list[Flowable], title: str) -> bytes:
    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, title=title, invariant=1, leftMargin=55, rightMargin=55).build(
        story
    )
    return buffer.getvalue()


def _two_ends(left: str, right: str) -> Table:
    row = [[Paragraph(left, BODY), Paragraph(escape(right), RIGHT)]]
    style = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    padding = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    return Table(row, colWidths=[WIDTH * 0.66, WIDTH * 0.34], style=style + padding)


def latex(cv: Cv) -> bytes:
    contact = " · ".join(filter(None, [cv.phone_text, cv.email, *cv.links, cv.place]))
    story: list[Flowable] = [Paragraph(escape(cv.name), NAME), Paragraph(escape(contact), MIDDLE)]
    for block in cv.blocks:
        story += [Paragraph(escape(block.title), HEADING), HRFlowable(width="100%", thickness=0.5)]
        story += _latex_body(block)
    return _document(story, cv.name)


def _latex_body(block: Block) -> list[Flowable]:
    story: list[Flowable] = []
    for job in block.jobs:
        story += [_two_ends(f"<b>{escape(job.company)}</b>", job.place)]
        story += [_two_ends(f"<i>{escape(job.title)}</i>", job.period)]
        story += [Paragraph(escape(line), BODY, bulletText="•") for line in job.bullets]
        story.append(Spacer(1, 4))
    for study in block.studies:
        story += [_two_ends(f"<b>{escape(study.institution)}</b>", study.period)]
        story.append(Paragraph(f"<i>{escape(study.degree)}</i>", BODY))
    if block.kind == "skills":
        story.append(Paragraph(escape(", ".join(block.items)), BODY))
    else:
        story += [Paragraph(escape(line), BODY) for line in block.items]
    return story


def compact(cv: Cv) -> bytes:
    story: list[Flowable] = [Paragraph(f"<b>{escape(cv.name)}</b> – {escape(cv.headline)}", SMALL)]
    story += [Paragraph(escape(" / ".join(filter(None, [cv.email, cv.phone_text, cv.place]))), SMALL)]
    story += [Paragraph(escape(line), SMALL) for line in cv.personal]
    for block in cv.blocks:
        story.append(Paragraph(escape(block.title.upper()), SMALL_HEADING))
        for job in block.jobs:
            story += _compact_job(job)
        for study in block.studies:
            text = f"{study.degree}, {study.institution}, {study.period}"
            story.append(Paragraph(escape(text), SMALL))
        if block.items:
            joiner = " | " if block.kind == "skills" else "<br/>"
            story.append(Paragraph(joiner.join(map(escape, block.items)), SMALL))
    return _document(story, cv.name)


def _compact_job(job: Job) -> list[Flowable]:
    head = f"<b>{escape(job.company)}</b> | {escape(job.title)} | {escape(job.period)}"
    return [Paragraph(head, SMALL), *(Paragraph("- " + escape(line), SMALL) for line in job.bullets)]


LAYOUTS = [Layout("paper_latex", ".pdf", latex), Layout("paper_compact", ".pdf", compact)]
