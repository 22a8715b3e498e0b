"""From a layout's source to a file: HTML by a browser or by WeasyPrint, Typst, Word's parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import Any

import docx
import typst
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt
from playwright.sync_api import sync_playwright
from weasyprint import HTML  # type: ignore[import-untyped]

from tests.evaluation.browser import find_chromium
from tests.evaluation.messy.made import Made

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\#$*_`@<>[]~/='\"-+"})
e = escape


def page(
    body: str, css: str = "", font: str = "Liberation Sans", size: str = "10.5pt", margin: str = "18mm"
) -> str:
    style = f"@page{{size:A4;margin:{margin}}}body{{margin:0;font:{size}/1.35 '{font}'}}p{{margin:2pt 0}}"
    return f"<!doctype html><meta charset=utf-8><style>{style}{css}</style>{body}"


def box(x: float, y: float, width: float, body: str, css: str = "") -> str:
    """A box of a design tool, placed in millimetres."""
    return f'<div style="position:absolute;left:{x}mm;top:{y}mm;width:{width}mm;{css}">{body}</div>'


def ps(lines: Iterable[str], css: str = "") -> str:
    return "".join(f'<p style="{css}">{e(line)}</p>' for line in lines if line)


def ul(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{e(line)}</li>" for line in lines) + "</ul>"


def t(text: str) -> str:
    """Typst markup that prints the text as it stands."""
    return text.translate(SPECIAL)


def paragraph(
    place: Any, text: str, *, bold: bool = False, size: float = 0, style: str | None = None
) -> None:
    run = place.add_paragraph(style=style).add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)


def paragraphs(place: Any, lines: Iterable[str]) -> None:
    for line in lines:
        place.add_paragraph(line)


def cell(place: Any, text: str) -> None:
    """Fills a table's cell: its first paragraph, then further ones."""
    first, *rest = text.split("\n")
    place.paragraphs[0].text = first
    paragraphs(place, rest)


def text_box(document: Document, lines: Iterable[str], number: int, left: int, top: int) -> None:
    """A floating VML text box as older versions of Word write one."""
    inner = "".join(f'<w:p><w:r><w:t xml:space="preserve">{e(line)}</w:t></w:r></w:p>' for line in lines)
    style = f"position:absolute;margin-left:{left}pt;margin-top:{top}pt;width:220pt;height:160pt"
    xml = (
        f'<w:p {WORD} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>'
        f'<v:shape id="box{number}" style="{style}"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>'
        "</v:shape></w:pict></w:r></w:p>"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def controls(document: Document, lines: Iterable[str]) -> None:
    """Paragraphs inside content controls, as Word's own templates have them."""
    for line in lines:
        inner = f'<w:p><w:r><w:t xml:space="preserve">{e(line)}</w:t></w:r></w:p>'
        xml = f"<w:sdt {WORD}><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(xml))


def saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def new() -> Document:
    return docx.Document()


def _typeset(source: str) -> bytes:
    head = '#set document(date: none)\n#set page(paper: "a4", margin: 16mm)\n'
    pdf = typst.compile((head + source).encode(), format="pdf", ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("one page format gives one file")
    return pdf


def _sheet(source: str) -> bytes:
    return bytes(HTML(string=source).write_pdf())


@contextmanager
def drawing() -> Iterator[Callable[[Made], tuple[str, bytes]]]:
    """Draws what a layout made: (suffix, bytes). One browser prints all pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        tab = browser.new_page()

        def draw(made: Made) -> tuple[str, bytes]:
            if isinstance(made.source, bytes):
                return made.kind.removeprefix("file"), made.source
            if made.kind == "txt":
                return ".txt", made.source.encode()
            if made.kind == "web":
                tab.set_content(made.source)
                return ".pdf", tab.pdf(prefer_css_page_size=True, print_background=True)
            return ".pdf", _typeset(made.source) if made.kind == "typst" else _sheet(made.source)

        yield draw
        browser.close()
