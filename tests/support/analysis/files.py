"""Files of users and attackers, made by the tests."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

LINES = [
    "Ana Prado Reis", "ana.reis@exemplo.com.br | (81) 99876-5432 | Recife - PE", "Experiência",
    "Vendedora - Loja Azul Ltda - jan/2020 - atual", "Organizei o estoque com 300 itens da loja",
    "Formação", "Ensino médio, Escola Estadual Sol, 2018", "Competências", "Excel, vendas, CRM",
]  # fmt: skip
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(lines: list[str] = LINES, *, hidden: list[str] | None = None, password: str | None = None) -> bytes:
    buffer = BytesIO()
    encryption = StandardEncryption(password, ownerPassword="owner") if password else None
    canvas = Canvas(buffer, invariant=1, encrypt=encryption)
    parts: list[tuple[Literal[0, 3], list[str]]] = [(0, lines), (3, hidden or [])]
    for mode, drawn in parts:
        text = canvas.beginText(50, 400 if mode else 780)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(mode)
        for line in drawn:
            text.textLine(line)
        canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def placed(texts: list[tuple[int, int, str]]) -> bytes:
    """A page with each text at its place (x, y from the bottom), in the given order."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


def docx(body: str, *, name: str = "word/document.xml", head: str = "") -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            name,
            f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx("&l9;", head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>')


def stream_bomb() -> bytes:
    """A PDF with one page that decompresses to 200 MB of operators."""
    body = zlib.compress(b"0 0 m 1 1 l S " * 15_000_000, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body),
    ]  # fmt: skip
    return assemble(objects)


def looping_pages() -> bytes:
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def assemble(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def unmapped_pdf(lines: list[str] = LINES) -> bytes:
    """A PDF whose font gives its glyphs no Unicode codes: a person reads it, a program gets other letters."""
    texts = b" ".join(
        b"<" + "".join(f"{ord(letter) - 29:04x}" for letter in line).encode() + b"> Tj T*" for line in lines
    )
    content = b"BT /F1 11 Tf 50 780 Td 14 TL " + texts + b" ET"
    return assemble([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Sub /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        (b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Sub /DW 500 /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"),
        (b"<< /Type /FontDescriptor /FontName /AAAAAA+Sub /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700"
        b" /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 1000 800] >>"),
    ])  # fmt: skip
